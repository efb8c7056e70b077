/** Beside `com.cn` and the like, of every country: provinces of China, and where anybody gets a sub-domain. */
const COUNTRY = /^(ac|co|com|edu|gob|gouv|gov|gv|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/
const CHINA =
  /^(ah|bj|cq|fj|gd|gs|gx|gz|ha|hb|he|hi|hk|hl|hn|jl|js|jx|ln|mo|nm|nx|qh|sc|sd|sh|sn|sx|tj|tw|xj|xz|yn|zj)\.cn$/
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

/** Clouds, in which also sub-domains of a region are anybody's. */
const CLOUDS = /(^|\.)(aliyuncs\.com|amazonaws\.com|myqcloud\.com|appspot\.com)$/

/** Whether anybody can get a sub-domain of it, as far as is known here: a short list of what is usual. */
export function isPublicSuffix(hostname: string): boolean {
  return COUNTRY.test(hostname) || CHINA.test(hostname) || HOSTING.includes(hostname) || CLOUDS.test(hostname)
}
