/** A text that WeChat returns in the requested language. */
export interface Localized {
  /** In simplified Chinese (简体). */
  zh_CN: string
  /** In traditional Chinese (繁体). */
  zh_TW: string
  /** In English. */
  en: string
}

/** A user of WeChat. */
export interface SimulatedUser {
  /** ID of the user for the account. */
  openid: string
  /** The name that the profile has (昵称). */
  nickname: string
  /** 1 male, 2 female, 0 unknown. */
  sex: 0 | 1 | 2
  /** The country (国家), as one text or in each language. */
  country: string | Localized
  /** The province (省份), as one text or in each language. */
  province: string | Localized
  /** The city (城市), as one text or in each language. */
  city: string | Localized
  /** The URL of the user's picture (用户头像). Empty if the user has none. */
  headimgurl: string
  /** The privileges of the user (用户特权信息). @default [] */
  privilege?: readonly string[] | undefined
  /** Set if the account is bound to WeChat's open platform (微信开放平台). @default none */
  unionid?: string | undefined
}

const CHINA: Localized = { zh_CN: '中国', zh_TW: '中國', en: 'CN' }

/** The users of a platform that was created without `users`. */
export const SIMULATED_USERS: readonly SimulatedUser[] = [
  {
    openid: 'oSim0000000000000000ZhangWei',
    nickname: '张伟',
    sex: 1,
    country: CHINA,
    province: { zh_CN: '广东', zh_TW: '廣東', en: 'Guangdong' },
    city: { zh_CN: '深圳', zh_TW: '深圳', en: 'Shenzhen' },
    headimgurl: 'https://thirdwx.qlogo.cn/mmopen/simulated-zhang-wei/132',
    privilege: [],
    unionid: 'uSim0000000000000000ZhangWei',
  },
  {
    openid: 'oSim00000000000000000000LiNa',
    nickname: '李娜🎈',
    sex: 2,
    country: CHINA,
    province: { zh_CN: '北京', zh_TW: '北京', en: 'Beijing' },
    city: { zh_CN: '海淀', zh_TW: '海淀', en: 'Haidian' },
    headimgurl: 'https://thirdwx.qlogo.cn/mmopen/simulated-li-na/132',
    privilege: ['chinaunicom'],
  },
  // Since 2021, WeChat returns little more than a name for most users.
  {
    openid: 'oSim00000000000000000ChenMin',
    nickname: '陈敏',
    sex: 0,
    country: '',
    province: '',
    city: '',
    headimgurl: '',
  },
]

/** The user's data as WeChat returns it in this language. */
export function localized(user: SimulatedUser, lang: string): Record<string, unknown> {
  const inLanguage = (text: string | Localized) =>
    typeof text === 'string' ? text : (text[lang as keyof Localized] ?? text.en)
  const { openid, nickname, sex, headimgurl, privilege = [], unionid } = user
  return {
    openid,
    nickname,
    sex,
    language: lang,
    city: inLanguage(user.city),
    province: inLanguage(user.province),
    country: inLanguage(user.country),
    headimgurl,
    privilege,
    ...(unionid !== undefined && { unionid }),
  }
}
