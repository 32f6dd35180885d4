"""The titles that other programs, and people with a spreadsheet, give to what several kinds of table hold."""

from __future__ import annotations

CLIENT = (
    "Customer", "Customer name", "Client", "Client name", "Company", "Company name", "Account name", "Associated Company",
    "Organization", "Organization - Name", "Buyer", "Sold to", "客户", "客户名称", "公司", "公司名称", "ลูกค้า", "ชื่อลูกค้า",
    "บริษัท", "ชื่อบริษัท",
)  # fmt: skip
OWNER = (
    "Owner.Email", "Owner.Name", "Salesperson", "Sales person", "Sales agent", "Sales rep", "Rep", "Employee", "Assigned to",
    "Account manager", "Account executive", "AE", "负责人", "销售", "销售人员", "业务员", "客户经理", "ผู้รับผิดชอบ", "พนักงานขาย",
    "ผู้ขาย", "ผู้ดูแล",
)  # fmt: skip
OFFERING = (
    "Product", "Product name", "Service", "Product or service", "SKU", "Product code", "Stock code", "Item code", "产品",
    "产品名称", "产品与服务", "商品", "商品名称", "สินค้า", "ชื่อสินค้า", "สินค้าและบริการ",
)  # fmt: skip
LINE_TEXT = ("Line description", "Item", "Item description", "Product description", "说明", "รายละเอียด")
QUANTITY = ("Qty", "Quantity ordered", "Units", "数量", "จำนวน")
UNIT_PRICE = ("Unit price", "Price", "Price each", "单价", "ราคาต่อหน่วย")
CURRENCY = ("Currency code", "CurrencyIsoCode", "币种", "货币", "สกุลเงิน")
DISCOUNT = ("Discount %", "折扣", "ส่วนลด")
TAX_RATE = ("Tax rate", "VAT", "税率", "ภาษี")
