import { jsApiSignature, type PageSignature } from '../../../src/server/index.js'
import { ACCOUNT, type Platform } from './processes.js'

/** Whoever signs fast must sign right. @throws where WeChat would refuse it */
export async function verify(platform: Platform, url: string, given: PageSignature): Promise<void> {
  const answer = await fetch(`${platform.origin}/simulator/tickets?appid=${ACCOUNT.appId}`)
  const { tickets } = (await answer.json()) as { tickets: string[] }
  const { timestamp, nonceStr, signature } = given
  const right = tickets.map(ticket => jsApiSignature({ ticket, nonceStr, timestamp, url }))
  if (!right.includes(signature)) throw new Error(`a wrong signature: ${JSON.stringify(given)}`)
}
