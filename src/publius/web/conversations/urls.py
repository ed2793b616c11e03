from . import urls_outcomes, urls_stages, urls_statements, urls_voting

app_name = "conversations"

urlpatterns = [
    *urls_stages.urlpatterns,
    *urls_statements.urlpatterns,
    *urls_voting.urlpatterns,
    *urls_outcomes.urlpatterns,
]
