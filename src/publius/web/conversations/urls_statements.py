from django.urls import path

from .views import appeals, moderation, replies, rewordings, saying, sessions, statements

here = "conversations/<slug:slug>/"
one = f"{here}statements/<int:number>/"
desk = "desk/conversations/<slug:slug>/"

urlpatterns = [
    path(f"{here}say/", saying.say_something, name="say"),
    path(f"{here}statements/", statements.statements, name="statements"),
    path(f"{here}statements/mine/", statements.my_statements, name="my_statements"),
    path(one, statements.statement, name="statement"),
    path(f"{one}bring-in/", saying.bring_in_kept, name="bring_in"),
    path(f"{one}take-back/", saying.take_it_back, name="take_back"),
    path(f"{one}appeal/", appeals.appeal_new, name="appeal_new"),
    path(f"{one}reword/", rewordings.reword, name="reword"),
    path(f"{one}reword/take-back/", rewordings.reword_take_back, name="reword_take_back"),
    path(f"{one}reply/", replies.reply_new, name="reply_new"),
    path(f"{one}replies/<int:key>/take-back/", replies.reply_take_back, name="reply_take_back"),
    path(f"{one}replies/<int:key>/restatement/", replies.restatement, name="restatement"),
    path(f"{here}built-on/", replies.built_on, name="built_on"),
    path(f"{here}moderation/", moderation.moderation_log, name="moderation_log"),
    path(f"{desk}statements/", moderation.moderation, name="moderation"),
    path(f"{desk}rewordings/<int:key>/", rewordings.reword_decide, name="reword_decide"),
    path(f"{desk}appeals/<int:key>/", appeals.appeal, name="appeal"),
    path(f"{desk}seeds/", sessions.seeds, name="seeds"),
    path(f"{desk}sessions/", sessions.sessions, name="sessions"),
    path(f"{desk}sessions/new/", sessions.session_new, name="session_new"),
    path(f"{desk}sessions/<int:key>/", sessions.session, name="session"),
    path("host/appeals/", appeals.appeals_waiting, name="appeals_waiting"),
]
