from __future__ import annotations

from django.urls import path

from saphan.web.commerce import invoice, invoice_form, invoices, order, order_form, orders, receipt

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
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/new/", invoice_form.new, name="new_invoice"),
    path("invoices/<slug:code>/", invoice.invoice, name="invoice"),
    path("invoices/<slug:code>/edit/", invoice.edit, name="edit_invoice"),
    path("invoices/<slug:code>/issue/", invoice.issue, name="issue_invoice"),
    path("invoices/<slug:code>/credit/", invoice.credit, name="credit_invoice"),
    path("invoices/<slug:code>/pay/", invoice.pay, name="pay_invoice"),
    path("invoices/<slug:code>/remove/", invoice.remove, name="remove_invoice"),
    path("receipts/", invoices.receipts, name="receipts"),
    path("receipts/new/", receipt.new, name="new_receipt"),
    path("receipts/<slug:code>/", receipt.receipt, name="receipt"),
    path("receipts/<slug:code>/allocate/", receipt.allocate, name="allocate_receipt"),
    path("receipts/<slug:code>/reverse/", receipt.turn_back, name="reverse_receipt"),
]
