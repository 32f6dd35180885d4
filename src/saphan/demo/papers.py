"""The contracts of the story: with whom, about what, for how long, and what their clauses say in each language."""

from __future__ import annotations

from typing import NamedTuple

from saphan.commerce.contract_terms import ClauseKind, ContractKind, DueEvery, NoticeUnit, RenewalKind, Side


class Text(NamedTuple):
    """A clause in one language, and what is owed by it."""

    heading: str
    text: str
    duty: str = ""


class Clausing(NamedTuple):
    """A clause: what it is about, who owes something by it and how often."""

    kind: str
    texts: dict[str, Text]
    owed_by: str = ""
    every: str = ""
    silence: int | None = None
    days_before: int | None = None


class Paper(NamedTuple):
    """A contract. Days are counted from today: `ends` is the last day of the running term, which has `months`.

    `dues` are the days on which the clauses that repeat fall due next or fell due last; `gone_on` how many terms it has
    gone on. `way` is how it stands: signed, ended, noticed, in_talks or draft.
    """

    client: str
    language: str
    name: str
    kind: str
    currency: str
    amount: int | None
    ends: int | None
    months: int
    clauses: tuple[str, ...]
    dues: dict[str, int]
    renewal: str = RenewalKind.NONE
    renewal_months: int | None = None
    notice: int | None = None
    unit: str = NoticeUnit.DAYS
    way: str = "signed"
    gone_on: int = 0
    deal: str = ""


CLAUSES: dict[str, Clausing] = {
    "fee": Clausing(ClauseKind.PAYMENT, {
        "en": Text("Fees", "The fee of each quarter is paid within 30 days of the invoice.", "Fee of the quarter"),
        "zh": Text("服务费", "每季度服务费在收到发票后 30 日内支付。", "支付季度服务费"),
        "th": Text("ค่าบริการ", "ชำระค่าบริการรายไตรมาสภายใน 30 วันนับจากวันที่ในใบแจ้งหนี้", "ชำระค่าบริการรายไตรมาส"),
    }, Side.CLIENT, DueEvery.QUARTER),
    "report": Clausing(ClauseKind.KPI, {
        "en": Text("Monthly report", "Results against the agreed figures, month by month.", "Monthly report"),
        "zh": Text("月度报告", "每月提交传播数据与约定指标的对照报告。", "提交月度报告"),
        "th": Text("รายงานประจำเดือน", "ส่งรายงานผลเทียบกับตัวชี้วัดที่ตกลงกันทุกเดือน", "ส่งรายงานประจำเดือน"),
    }, Side.US, DueEvery.MONTH),
    "review": Clausing(ClauseKind.KPI, {
        "en": Text("Business review", "Both sides review results and plans each quarter.", "Quarterly business review"),
        "zh": Text("季度回顾", "双方每季度共同回顾成果与计划。", "季度业务回顾"),
        "th": Text("ทบทวนรายไตรมาส", "ทั้งสองฝ่ายทบทวนผลงานและแผนทุกไตรมาส", "ประชุมทบทวนรายไตรมาส"),
    }, Side.US, DueEvery.QUARTER),
    "plan": Clausing(ClauseKind.OTHER, {
        "en": Text("Plan of the next term", "The agency hands in a plan and budget before the term ends.", "Plan and budget of the next term"),
        "zh": Text("下一期方案", "期满前由乙方提交下一期方案与预算。", "提交下一期方案与预算"),
        "th": Text("แผนงวดถัดไป", "เอเจนซีเสนอแผนและงบประมาณก่อนสิ้นสุดสัญญา", "เสนอแผนและงบประมาณงวดถัดไป"),
    }, Side.US, DueEvery.BEFORE_END, days_before=50),
    "acceptance": Clausing(ClauseKind.ACCEPTANCE, {
        "en": Text("Acceptance", "What nobody objects to within ten days of delivery is accepted."),
        "zh": Text("验收", "交付后十日内未提出书面异议的，视为验收合格。"),
        "th": Text("การตรวจรับ", "หากไม่คัดค้านเป็นหนังสือภายในสิบวันหลังส่งมอบ ถือว่าตรวจรับแล้ว"),
    }, silence=10),
    "rights": Clausing(ClauseKind.IP, {
        "en": Text("Rights in the work", "They pass to the client once the work is paid for."),
        "zh": Text("知识产权", "款项付清后，成果的著作权归甲方所有。"),
        "th": Text("สิทธิในผลงาน", "สิทธิในผลงานโอนเป็นของลูกค้าเมื่อชำระเงินครบถ้วน"),
    }),
    "secrecy": Clausing(ClauseKind.CONFIDENTIALITY, {
        "en": Text("Confidentiality", "Both keep what they learn to themselves, and for three years after."),
        "zh": Text("保密", "双方对获知的信息保密，期满后三年内仍然有效。"),
        "th": Text("การรักษาความลับ", "ทั้งสองฝ่ายรักษาความลับ และต่อเนื่องอีกสามปีหลังสิ้นสุดสัญญา"),
    }),
    "exclusive": Clausing(ClauseKind.EXCLUSIVITY, {
        "en": Text("Exclusivity", "The agency works for no other maker of the same goods in this market."),
        "zh": Text("排他", "服务期内乙方不为同品类其他品牌提供服务。"),
        "th": Text("การผูกขาด", "เอเจนซีจะไม่รับงานของคู่แข่งในหมวดเดียวกันในประเทศไทย"),
    }),
}  # fmt: skip
EVIDENCE = {
    "en": "Sent by mail, receipt confirmed",
    "zh": "已邮件发送，对方确认收到",
    "th": "ส่งทางอีเมลและได้รับการยืนยันแล้ว",
}
MISSED = {
    "en": "The figures of the media owner came late",
    "zh": "媒体方数据提供过晚",
    "th": "ได้รับตัวเลขจากเจ้าของสื่อล่าช้า",
}
AUTO, AGREED = RenewalKind.AUTOMATIC, RenewalKind.AGREEMENT
RETAINER, FRAME, PROJECT = ContractKind.RETAINER, ContractKind.FRAMEWORK, ContractKind.PROJECT
PAPERS: tuple[Paper, ...] = (
    Paper("Lanchi Auto", "zh", "岚驰汽车年度整合传播服务", RETAINER, "CNY", 3_600_000, 134, 12,
          ("fee", "report", "acceptance", "exclusive", "plan"), {"fee": 17, "report": -4}, AUTO, 12, 60),
    Paper("Thara Retail", "th", "สัญญาบริการสื่อสารสมาชิก", RETAINER, "THB", 14_400_000, 38, 12,
          ("fee", "report", "acceptance", "plan"), {"fee": 24, "report": 0}, AGREED),
    Paper("Qingyu Tea", "zh", "青屿茶饮社交媒体代运营", RETAINER, "CNY", 1_440_000, 42, 12,
          ("fee", "report", "rights"), {"fee": -9, "report": 6}, AUTO, 12, 30),
    Paper("Harbourlight Bank", "en", "Brand and campaign framework", FRAME, "USD", 640_000, 217, 24,
          ("fee", "review", "acceptance", "rights", "secrecy"), {"fee": 31, "review": 2}, AGREED, None, 3, NoticeUnit.MONTHS),
    Paper("Krua Chan Foods", "th", "จ้างผลิตสื่อเปิดตัวซอสรุ่นใหม่", ContractKind.TOR, "THB", 4_250_000, 96, 9,
          ("fee", "report", "acceptance", "rights"), {"fee": -13, "report": 9}),
    Paper("Pandan Air", "en", "Regional social media retainer", RETAINER, "USD", 216_000, 70, 12,
          ("fee", "report", "secrecy"), {"fee": 44, "report": -2}, AUTO, 12, 90, way="noticed"),
    Paper("Kestrel Logistics", "en", "Mutual confidentiality agreement", ContractKind.NDA, "USD", None, None, 0,
          ("secrecy",), {}, notice=30),
    Paper("Doi Fah Coffee", "th", "ดูแลเพจและคอนเทนต์ดอยฟ้าคอฟฟี่", RETAINER, "THB", 960_000, 160, 12,
          ("fee", "report", "rights"), {"fee": 8, "report": 3}, AUTO, 12, 30, gone_on=1),
    Paper("Arun Herb", "th", "พัฒนาแอปสะสมแต้มอรุณเฮิร์บ ระยะที่ 1", PROJECT, "THB", 2_100_000, -45, 8,
          ("report", "acceptance", "rights"), {"report": 5}, way="ended"),
    Paper("Yunqi Hotels", "zh", "云栖酒店内容年框", RETAINER, "CNY", 720_000, -80, 10,
          ("fee", "report", "rights"), {"fee": 20, "report": 12}, way="ended"),
    Paper("Hemu Baby", "zh", "禾木母婴泰国新品上市", PROJECT, "CNY", 780_000, 210, 6,
          ("acceptance", "rights", "secrecy"), {}, way="in_talks", deal="Newborn line, Thailand entry"),
    Paper("Chengguang Home", "zh", "澄光家电媒介年框", FRAME, "CNY", 1_960_000, 400, 12,
          ("fee", "review", "acceptance"), {"fee": 120, "review": 125}, AUTO, 12, 60, way="draft", deal="Annual media frame"),
)  # fmt: skip
