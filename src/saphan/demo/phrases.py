"""What people write in the story, in the language of the client they write about."""

from __future__ import annotations

LANGUAGE = {"shanghai": "zh-hans", "bangkok": "th", "singapore": "en"}
JOBS = {
    "shanghai": ("市场总监", "品牌经理", "采购总监", "电商负责人", "产品经理"),
    "bangkok": ("ผู้อำนวยการฝ่ายการตลาด", "ผู้จัดการแบรนด์", "ฝ่ายจัดซื้อ", "หัวหน้าอีคอมเมิร์ซ", "ผู้จัดการผลิตภัณฑ์"),
    "singapore": (
        "Chief marketing officer",
        "Brand manager",
        "Procurement lead",
        "Head of e-commerce",
        "Product manager",
    ),
}
CHANNELS = {
    "shanghai": ("wechat", "wechat", "call", "meeting", "mail"),
    "bangkok": ("line", "line", "call", "meeting", "visit"),
    "singapore": ("mail", "mail", "whatsapp", "call", "meeting"),
}
TALKS = {
    "shanghai": (
        ("同步进度", "客户对目前的节奏满意，希望周五前看到更新。"), ("反馈第一版", "方向对，颜色想再暖一点，标题更短。"),
        ("预算沟通", "总额可以，分期要按季度走。"), ("竞品动态", "对手上周开始投放，想听听我们的看法。"),
        ("需求澄清", "真正想解决的是复购，不是曝光。"), ("会议纪要", "三项已定，两项待对方法务确认。"),
        ("数据回顾", "上月线索成本下降，客户想知道原因。"), ("问候", "节后第一次联系，约了下周见面。"),
    ),
    "bangkok": (
        ("อัปเดตความคืบหน้า", "ลูกค้าพอใจกับจังหวะงาน ขอเห็นฉบับใหม่ก่อนวันศุกร์"), ("ความเห็นรอบแรก", "แนวทางถูกต้อง ขอโทนอุ่นขึ้นและพาดหัวสั้นลง"),
        ("คุยงบประมาณ", "ยอดรวมรับได้ แต่ขอแบ่งจ่ายรายไตรมาส"), ("ความเคลื่อนไหวคู่แข่ง", "คู่แข่งเริ่มลงสื่อสัปดาห์ก่อน อยากฟังมุมมองของเรา"),
        ("ทำความเข้าใจความต้องการ", "โจทย์จริงคือการซื้อซ้ำ ไม่ใช่การมองเห็น"), ("สรุปการประชุม", "ตกลงแล้วสามข้อ อีกสองข้อรอฝ่ายกฎหมาย"),
        ("ทบทวนตัวเลข", "ต้นทุนต่อรายชื่อลดลง ลูกค้าอยากรู้สาเหตุ"), ("ทักทาย", "คุยกันครั้งแรกหลังวันหยุด นัดพบสัปดาห์หน้า"),
    ),
    "singapore": (
        ("Progress update", "Happy with the pace; wants to see the next version before Friday."),
        ("First round of comments", "Direction is right, warmer tone, shorter headline."),
        ("Budget talk", "Total is fine, payment by quarter."), ("Competitor news", "A rival went live last week; asks for our view."),
        ("What they need", "The real task is repeat purchase, not reach."), ("Minutes", "Three points agreed, two wait for legal."),
        ("Numbers review", "Cost per lead went down; they want to know why."), ("Checking in", "First call after the holidays; meeting set for next week."),
    ),
}  # fmt: skip
STEPS = {
    "shanghai": ("发会议纪要", "约下次会议", "发第二版方案", "确认预算", "补充案例", "核对合同条款"),
    "bangkok": (
        "ส่งสรุปการประชุม",
        "นัดประชุมครั้งถัดไป",
        "ส่งข้อเสนอฉบับสอง",
        "ยืนยันงบประมาณ",
        "ส่งผลงานเพิ่มเติม",
        "ตรวจเงื่อนไขสัญญา",
    ),
    "singapore": (
        "Send the minutes",
        "Set the next meeting",
        "Send version two",
        "Confirm the budget",
        "Send more cases",
        "Check the terms",
    ),
}
DEALS = {
    "shanghai": ("春季新品传播", "会员日整合营销", "门店焕新", "内容年框", "双语官网", "城市快闪", "品牌影片", "达人种草计划", "包装升级", "海外试水"),
    "bangkok": ("แคมเปญสงกรานต์", "รีแบรนด์หน้าร้าน", "คอนเทนต์รายไตรมาส", "เปิดตัวสินค้าใหม่", "โปรแกรมสมาชิก", "หนังโฆษณาปลายปี", "อีเวนต์ในห้าง", "แพ็กเกจจิงใหม่", "แผนสื่อครึ่งปี", "ทดลองตลาดจีน"),
    "singapore": ("Regional launch", "Always-on social", "Brand tracker", "Annual report film", "Employer brand", "Loyalty relaunch", "Trade show stand", "Packaging range", "Media plan", "Market entry, Thailand"),
}  # fmt: skip
WISHES = {
    "shanghai": ("想找懂泰国市场的团队", "新品上市，时间紧", "希望提高复购", "现有代理不满意"),
    "bangkok": ("มองหาทีมที่เข้าใจตลาดจีน", "เปิดตัวสินค้าใหม่ เวลาจำกัด", "อยากเพิ่มยอดซื้อซ้ำ", "ไม่พอใจเอเจนซีเดิม"),
    "singapore": (
        "Looking for a team that knows Thailand",
        "New product, little time",
        "Wants more repeat purchase",
        "Unhappy with the present agency",
    ),
}
PUSHED = (
    "Client's budget round moved",
    "Waiting for the board",
    "Decision maker is travelling",
    "Scope grew",
    "Legal needs more time",
)
RESIZED = (
    "Scope was cut to one market",
    "One more market",
    "Media moved to another budget",
    "Price agreed in the meeting",
)
TURNED_AWAY = (
    "No budget this year",
    "Too small for us",
    "Looking for an intern, not an agency",
    "Never answered",
    "Conflict with a client",
)
REOPENED = ("The other agency could not deliver", "Budget came back", "New decision maker asked for us")
TAKEN_BACK = ("The contract was never countersigned", "The group stopped all spending")
RIVALS = ("Blue Pier", "North Lantern", "Kite & Kin", "云桥传播")
SOURCES = ("Referral", "Website", "Trade fair", "LINE", "WeChat", "Tender", "Former client", "Social")
EXIT_NOTES = {
    "need": "Heard from the brand manager, in their words",
    "decider": "The head of marketing signs",
    "budget": "Confirmed for this quarter",
    "presented": "Presented to the decision maker",
    "price": "Agreed by mail",
    "terms": "Agreed with their legal team",
}
OUTCOMES = ("Done", "Sent and acknowledged", "Agreed on the next meeting", "They liked it")
