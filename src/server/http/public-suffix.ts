/** `com.cn` and the like, of any country. */
const COUNTRY = /^(ac|co|com|edu|gob|gouv|gov|gv|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/
/** Provinces of China. */
const CHINA =
  /^(ah|bj|cq|fj|gd|gs|gx|gz|ha|hb|he|hi|hk|hl|hn|jl|js|jx|ln|mo|nm|nx|qh|sc|sd|sh|sn|sx|tj|tw|xj|xz|yn|zj)\.cn$/
/** Services where anyone can get a sub-domain. */
const HOSTING: readonly string[] = [
  'azurewebsites.net',
  'blogspot.com',
  'cloudfront.net',
  'cpolar.cn',
  'cpolar.top',
  'firebaseapp.com',
  'fly.dev',
  'gitee.io',
  'github.io',
  'gitlab.io',
  'glitch.me',
  'herokuapp.com',
  'loca.lt',
  'myshopify.com',
  'natapp.cc',
  'netlify.app',
  'ngrok-free.app',
  'ngrok.app',
  'ngrok.io',
  'now.sh',
  'onrender.com',
  'pages.dev',
  'surge.sh',
  'tcloudbase.com',
  'tcloudbaseapp.com',
  'trycloudflare.com',
  'vercel.app',
  'web.app',
  'wordpress.com',
  'workers.dev',
]

/** Clouds where anyone can get a sub-domain, also below the name of a region. */
const CLOUDS = /(^|\.)(aliyuncs\.com|amazonaws\.com|myqcloud\.com|appspot\.com)$/

/** Whether anyone can get a sub-domain of this host. Knows only the usual ones. */
export function isPublicSuffix(hostname: string): boolean {
  return COUNTRY.test(hostname) || CHINA.test(hostname) || HOSTING.includes(hostname) || CLOUDS.test(hostname)
}
