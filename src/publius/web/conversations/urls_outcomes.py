from django.urls import path

from .views import concluding, dissent, minority, outcomes, unknowns

here = "conversations/<slug:slug>/"
desk = "desk/conversations/<slug:slug>/"

urlpatterns = [
    path(f"{here}outcome/", outcomes.outcome, name="outcome"),
    path(f"{here}reports/new/", minority.report_new, name="report_new"),
    path(f"{here}reports/<int:key>/", minority.report, name="report"),
    path(f"{here}reports/<int:key>/edit/", minority.report_edit, name="report_edit"),
    path(f"{here}reports/<int:key>/sign/", minority.report_sign, name="report_sign"),
    path(f"{here}reports/<int:key>/take-back/", minority.report_take_back, name="report_take_back"),
    path(f"{here}unknowns/", unknowns.unknowns, name="unknowns"),
    path(f"{here}commitments/new/", unknowns.commitment_new, name="commitment_new"),
    path(f"{here}commitments/<int:key>/done/", unknowns.commitment_keep, name="commitment_keep"),
    path(f"{desk}outcome/", concluding.outcome_desk, name="outcome_desk"),
    path(f"{desk}outcome/write/", concluding.outcome_write, name="outcome_write"),
    path(f"{desk}outcome/for-whom/", concluding.outcome_for_whom, name="outcome_for_whom"),
    path(f"{desk}outcome/options/", concluding.outcome_options, name="outcome_options"),
    path(f"{desk}outcome/options/new/", concluding.option, name="option_add"),
    path(f"{desk}outcome/options/<int:key>/", concluding.option, name="option_edit"),
    path(
        f"{desk}outcome/options/<int:key>/remove/", concluding.option_remove, name="option_remove"
    ),
    path(f"{desk}outcome/statements/", concluding.outcome_statements, name="outcome_statements"),
    path(f"{desk}outcome/unknowns/", unknowns.outcome_unknowns, name="outcome_unknowns"),
    path(f"{desk}outcome/dissent/", dissent.outcome_dissent, name="outcome_dissent"),
    path(
        f"{desk}outcome/dissent/<slug:group>/<int:number>/",
        dissent.dissent_quote,
        name="dissent_quote",
    ),
    path(f"{desk}outcome/replies/<int:key>/", dissent.reply_quote, name="reply_quote"),
    path(f"{desk}outcome/quotes/<int:key>/remove/", dissent.quote_remove, name="quote_remove"),
    path(f"{desk}outcome/publish/", concluding.outcome_publish, name="outcome_publish"),
    path(f"{desk}outcome/drop/", concluding.outcome_drop, name="outcome_drop"),
    path(f"{desk}unknowns/add/", unknowns.unknown_add, name="unknown_add"),
    path(f"{desk}unknowns/<int:key>/answer/", unknowns.unknown_answer, name="unknown_answer"),
    path(f"{desk}commitments/add/", unknowns.commitment_add, name="commitment_add"),
    path(f"{desk}reports/<int:key>/keep-back/", minority.report_withhold, name="report_withhold"),
]
