from __future__ import annotations

from django.urls import path

from saphan.web.commerce import order, order_form, orders

app_name = "commerce"
urlpatterns = [
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", order_form.new, name="new_order"),
    path("orders/<slug:code>/", order.order, name="order"),
    path("orders/<slug:code>/peek/", order.peek, name="peek_order"),
    path("orders/<slug:code>/edit/", order.edit, name="edit_order"),
    path("orders/<slug:code>/assign/", order.assign, name="assign_order"),
    path("orders/<slug:code>/lines/", order_form.amend, name="amend_order"),
    path("orders/<slug:code>/cancel/", order.cancel, name="cancel_order"),
    path("orders/<slug:code>/remove/", order.remove, name="remove_order"),
]
