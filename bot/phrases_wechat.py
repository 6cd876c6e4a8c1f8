"""Every word that the WeChat channel itself says, to visitors and to staff (zh-CN). Officials' words are never here."""

from __future__ import annotations

READ_ON = ("继续", "下文", "看下文", "接着", "接着说", "下一页", "下页", "下一条", "后面呢")
NOTHING_WAITS = "没有下文了。请直接发送您的问题，或发送“帮助”。"
SOURCE = "原文：{link}"
SOURCE_OF = "原文（{official}）：{link}"
SPEAKER = "【{speaker}】"
SPEAKER_GOES_ON = "【接上文：{speaker}】"
MORE_FOLLOWS = "（{number}/{total}）回复“继续”看下文"
LAST_PART = "（{number}/{total}）全部内容到此"

JUNE_26 = "6·26国际禁毒日开展了哪些宣传活动？"

MENU_MOST_ASKED = "大家常问"
MENU_TOPICS = "可以问什么"
MENU_JUNE_26 = "6·26活动"
MENU_OFFICIALS = "受访官员"
MENU_HELP = "帮助"
MENU_HOW = "怎么提问"
MENU_PRIVACY = "隐私说明"
MENU_PAGE = "网页版"

MENU_COMMAND = "设置微信公众号的菜单"
MENU_DRY_RUN = "只显示菜单，不发送"
MENU_SET = "菜单已设置。手机上进入公众号聊天页即可看到；若没有变化，5分钟后再进一次，或取消关注再关注。"
MENU_NOT_SET = "菜单没有设置成功：{why}"
NO_ACCOUNT = "还没有填写公众号的设置：请先填写 BOT_WECHAT_TOKEN（见 docs/wechat.zh-CN.md）。"
NO_API_KEYS = "设置菜单需要 BOT_WECHAT_APPID 和 BOT_WECHAT_SECRET：见微信开发者平台“我的业务—公众号—基础信息”。"

NETWORK = "连不上微信接口（{host}）：请检查这台机器能否上网、BOT_WECHAT_API_URL 是否填对。"
NOT_WECHAT = "微信接口（{host}）的回答看不懂：请检查 BOT_WECHAT_API_URL 是否填对。"
UNKNOWN_ERRCODE = "微信返回错误码 {errcode}，可在微信开发者文档的“全局返回码”里查到含义。"
ERRCODE = "{words}（错误码 {errcode}）"
ADDRESS = "本机的公网地址是 {address}。"
ERRCODES = {
    -1: "微信系统繁忙，请稍后再试",
    40001: "AppSecret 不对，或凭证已经失效：请核对 BOT_WECHAT_SECRET，确认它属于这个公众号",
    40002: "请求的凭证类型不对：请检查 BOT_WECHAT_API_URL 是否指向微信接口",
    40013: "AppID 不对：请核对 BOT_WECHAT_APPID，注意大小写，不要有空格",
    40014: "凭证无效：程序会自动重新获取，请稍后再试一次",
    40015: "菜单类型不对，请联系维护人员",
    40016: "菜单按钮个数不对：一级菜单1到3个，请联系维护人员",
    40017: "菜单按钮类型不对，请联系维护人员",
    40018: "菜单名称太长：一级菜单不超过16个字节，请联系维护人员",
    40019: "菜单的标识太长，请联系维护人员",
    40020: "菜单的网址太长：请把 BOT_PUBLIC_URL 改短一些",
    40023: "子菜单个数不对：1到5个，请联系维护人员",
    40025: "子菜单名称太长：不超过60个字节，请联系维护人员",
    40054: "菜单的网址不合要求：请检查 BOT_PUBLIC_URL",
    40055: "菜单的网址不合要求：请检查 BOT_PUBLIC_URL",
    40066: "接口地址不对：请检查 BOT_WECHAT_API_URL",
    40125: "AppSecret 不对：请核对 BOT_WECHAT_SECRET；若重置过，要填新的那一个",
    40164: "这台机器的公网地址不在 IP 白名单里：请在微信开发者平台“基础信息—开发密钥—IP白名单”里加上，几分钟后生效",
    40243: "AppSecret 已被冻结：请在微信开发者平台解冻，10分钟后再试",
    41001: "缺少凭证：请稍后再试一次",
    41002: "没有填写 AppID：请填写 BOT_WECHAT_APPID",
    41004: "没有填写 AppSecret：请填写 BOT_WECHAT_SECRET",
    42001: "凭证已过期：程序会自动重新获取，请稍后再试一次",
    43002: "接口要求用 POST 调用：请检查 BOT_WECHAT_API_URL 前面的代理",
    43003: "接口要求用 https：请检查 BOT_WECHAT_API_URL",
    45009: "今天调用接口的次数用完了：请明天再试，或在微信开发者平台把次数清零",
    45011: "调用接口太频繁：请一分钟后再试",
    47001: "发出的内容格式不对，请联系维护人员",
    48001: "这个公众号没有调用此接口的权限：自定义菜单接口通常要先完成微信认证",
    48004: "接口被微信封禁：请登录 mp.weixin.qq.com 查看通知",
    50002: "公众号受限：账号可能被冻结或注销，请登录 mp.weixin.qq.com 查看",
    61004: "这台机器的公网地址没有登记：请加到 IP 白名单里",
    89503: "这个 IP 的调用要管理员确认：请管理员在微信里确认后再试",
    89506: "管理员拒绝了这个 IP，24小时内不能再调用",
    89507: "管理员拒绝了这个 IP，1小时内不能再调用",
}
