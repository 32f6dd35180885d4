"""One spelling for many: width, case, accents, digits, and traditional Chinese."""

from __future__ import annotations

import unicodedata

SARA_AM_APART, SARA_AM = "\u0e4d\u0e32", "\u0e33"
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# The characters of everyday business and of family names; a full conversion needs words, not characters.
_TRADITIONAL = (
    "國際貿義藝術廣東灣華馬來亞車電動機構業務諮詢傳媒視頻網絡設計劃創銀證券險資產財團隊責總經歷辦場廠號"
    "樓層區縣鄉鎮臺澳門灣龍鳳齊魯陳張劉楊趙黃吳孫許鄭謝韓馮蕭葉蔣賈鄧鍾陸賀錢萬龔嚴顏羅蘇盧湯魏閻莊顧"
    "湯範鄒聶譚竇費呂關歐鄔單葉蘭語韋閔滿費麗雲風飛鷹慶賓館飯飲農藥醫療護養兒嬰樂遊戲學習開發實驗檢測"
    "運輸鐵島濱濟寧漢長沙陽鄭瀋連無錫蘇揚紹興溫嶺廈潯陰縣鹽縱橫環貝買賣賬賓質購貨費賞贊趨轉載輕鋼鑽鏈"
    "鍵錄鎖鏡鐘閃閱陣階際隨雙雜離難雲霧靈靜韻頂項順預領題額願類顯驅驗驕體髮鮮鳥鳴麥點齡熱愛憶戰據擇擔"
    "擁攝敵數斷時暢曆書會極樣橋檔歡歸殘氣決沒況淚淨減溝滅潔澤濃瀏灘熒燈爭爾牆獎獨獲現瑪產畢異當疊痛瘋"
    "盜盡監盤眾矯確碼禮種稱穩窮競筆節範築簡糧約紅紋納純紙級細終組結給統絲綠維綱線練縮績織繪繼續罰羅聖"
    "聞聯聰聲職肅腦臉臨舉舊艙艦節蓋蘊處虛號蟲裝裡補複見規視覺覽觀觸訂計訊討訓託記訪設許評詞試話該詳誌"
    "認誘說課調談請論諸謀講謹識譜議讀變讓豐貢貫責貴貸貿賀賓賢賣賦賴贏趕跡踐蹤軍軒軟較輔輛輝輪輯輸轄辭"
    "辯邊遠適選遞遷遺鄰醬釋鈴鉅銅銘鋒錦鎮鑒長門閉間聞關陝陸隊險隱雞靠預頭頻顆飾餐館騎騰驚魚鮑鶴齒龜個"
    "們價億優儀儲兩冊別則剛劇劍勞勝勢勵區協單參員問啟圍園圓圖執堅報塊壓壞壯夢夠奪奮婦嬌孫寶對導將專尋"
    "嵐馳嶼屆層島帶師幣幹幾庫應廢廳張強彈後從復徵徹恆悅惡態憑懷懸戶拋掃掛採揮換損搖搶"
)
_SIMPLIFIED = (
    "国际贸义艺术广东湾华马来亚车电动机构业务咨询传媒视频网络设计划创银证券险资产财团队责总经历办场厂号"
    "楼层区县乡镇台澳门湾龙凤齐鲁陈张刘杨赵黄吴孙许郑谢韩冯萧叶蒋贾邓钟陆贺钱万龚严颜罗苏卢汤魏阎庄顾"
    "汤范邹聂谭窦费吕关欧邬单叶兰语韦闵满费丽云风飞鹰庆宾馆饭饮农药医疗护养儿婴乐游戏学习开发实验检测"
    "运输铁岛滨济宁汉长沙阳郑沈连无锡苏扬绍兴温岭厦浔阴县盐纵横环贝买卖账宾质购货费赏赞趋转载轻钢钻链"
    "键录锁镜钟闪阅阵阶际随双杂离难云雾灵静韵顶项顺预领题额愿类显驱验骄体发鲜鸟鸣麦点龄热爱忆战据择担"
    "拥摄敌数断时畅历书会极样桥档欢归残气决没况泪净减沟灭洁泽浓浏滩荧灯争尔墙奖独获现玛产毕异当叠痛疯"
    "盗尽监盘众矫确码礼种称稳穷竞笔节范筑简粮约红纹纳纯纸级细终组结给统丝绿维纲线练缩绩织绘继续罚罗圣"
    "闻联聪声职肃脑脸临举旧舱舰节盖蕴处虚号虫装里补复见规视觉览观触订计讯讨训托记访设许评词试话该详志"
    "认诱说课调谈请论诸谋讲谨识谱议读变让丰贡贯责贵贷贸贺宾贤卖赋赖赢赶迹践踪军轩软较辅辆辉轮辑输辖辞"
    "辩边远适选递迁遗邻酱释铃巨铜铭锋锦镇鉴长门闭间闻关陕陆队险隐鸡靠预头频颗饰餐馆骑腾惊鱼鲍鹤齿龟个"
    "们价亿优仪储两册别则刚剧剑劳胜势励区协单参员问启围园圆图执坚报块压坏壮梦够夺奋妇娇孙宝对导将专寻"
    "岚驰屿届层岛带师币干几库应废厅张强弹后从复征彻恒悦恶态凭怀悬户抛扫挂采挥换损摇抢"
)
SIMPLER = str.maketrans(dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)))


def fold(text: str) -> str:
    """The spelling that search and comparison use. Idempotent."""
    if text.isascii():
        return text.lower()
    whole = unicodedata.normalize("NFKC", text).replace(SARA_AM_APART, SARA_AM)
    plain = "".join(map(_without_accent, whole.casefold()))
    return plain.translate(THAI_DIGITS).translate(SIMPLER)


def _without_accent(character: str) -> str:
    if character < "\u00c0" or character > "\u1eff" or "\u0e00" <= character <= "\u0e7f":
        return character
    apart = unicodedata.normalize("NFD", character)
    return apart[0] if len(apart) > 1 and apart[0].isascii() else character
