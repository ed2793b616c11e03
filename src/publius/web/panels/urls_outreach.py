"""Addresses of invitations answered by code, of letters, phone calls and money."""

from django.urls import path

from .views import claims, desk, letters, payments, phoning, replies

of_call = "calls/<slug:slug>/"
of_desk = "desk/calls/<slug:slug>/"

patterns = [
    path("i/", replies.short_start, name="short_start"),
    path("i/<str:code>/", replies.short, name="short"),
    path("i/<str:code>/question/", replies.short_question, name="short_question"),
    path("me/payments/", claims.my_claims_page, name="my_claims"),
    path("me/payments/<int:key>/<slug:step>/", claims.claim_step, name="claim_step"),
    path(f"{of_call}claim/", claims.claim_new, name="claim_new"),
    path(f"{of_desk}payments/", payments.payments, name="payments"),
    path(f"{of_desk}payments/offer/", payments.payment_offer, name="payment_offer"),
    path(f"{of_desk}payments/claims.csv", payments.payments_file, name="payments_file"),
    path(f"{of_desk}payments/<int:key>/approve/", payments.claim_approve, name="claim_approve"),
    path(f"{of_desk}payments/<int:key>/refuse/", payments.claim_refuse, name="claim_refuse"),
    path(f"{of_desk}payments/<int:key>/paid/", payments.claim_pay, name="claim_pay"),
    path(f"{of_desk}panel/ease/", desk.places_ease, name="places_ease"),
    path(f"{of_desk}attendance/", desk.attendance, name="attendance"),
    path("me/ringing/", phoning.ringing, name="ringing"),
    path(f"{of_desk}phone/", phoning.phone, name="phone"),
    path(f"{of_desk}phone/<int:key>/", phoning.phone_person, name="phone_person"),
    path(f"{of_desk}letters/", letters.letters, name="letters"),
    path(f"{of_desk}letters/<int:key>/again/", letters.letter_again, name="letter_again"),
]
