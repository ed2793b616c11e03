from django.urls import path

from .views import exports, guesses, maps, metrics, voting

ONE = "conversations/<slug:slug>/"

urlpatterns = [
    path(f"{ONE}vote/", voting.vote, name="vote"),
    path(f"{ONE}vote/skipped/", voting.see_skipped, name="see_skipped"),
    path(f"{ONE}vote/<int:number>/", voting.vote_on, name="vote_on"),
    path(f"{ONE}vote/<int:number>/unsure/", voting.vote_unsure, name="vote_unsure"),
    path(f"{ONE}vote/<int:number>/take-back/", voting.vote_take_back, name="vote_take_back"),
    path(f"{ONE}vote/<int:number>/guess/", guesses.guess, name="guess"),
    path(f"{ONE}votes/", voting.my_votes, name="my_votes"),
    path(f"{ONE}map/", maps.latest, name="map"),
    path(f"{ONE}map/<int:number>/", maps.numbered, name="map_number"),
    path(f"{ONE}map/of-a-day/", maps.of_a_day, name="map_of_a_day"),
    path(f"{ONE}figures/", metrics.figures, name="figures"),
    path(f"{ONE}files/", exports.files, name="files"),
    path(f"{ONE}files/<str:name>", exports.file, name="file"),
    path(f"desk/{ONE}reasons/", metrics.reasons, name="reasons"),
    path(f"desk/{ONE}rows/", exports.rows, name="rows"),
    path(f"desk/{ONE}rows/<int:key>/", exports.taken, name="rows_taken"),
    path(f"desk/{ONE}rows/<int:key>/rows.zip", exports.rows_file, name="rows_file"),
]
