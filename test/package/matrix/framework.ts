import { each, fromType, type Outcome, typeIn } from './row.js'
import { PEERS, type Subject } from './subjects.js'
import type { Site } from './visit.js'

/** An expression for a text that tells what the modules `module0`, `module1` … export. */
export const listOf = (subjects: readonly Subject[]): string =>
  `[${subjects.map((subject, index) => `' ${subject.name}=' + (${typeIn(`module${index}`, subject)}) + ';'`).join(', ')}].join('')`

/** Finds that text in a rendered page. @param title what stands before it */
export function foundIn(page: string, subjects: readonly Subject[], title: string): Outcome {
  const text = page.slice(page.indexOf(`${title} `))
  return Object.fromEntries(
    subjects.map(({ name }) => [name, fromType(new RegExp(`^.*? ${name}=(\\w+);`, 's').exec(text)?.[1])]),
  )
}

/** What a built site renders of each peer, on a page of its own: `/peer0`, `/peer1` … */
export const foundOfPeers = (site: Site): Promise<Outcome> =>
  each(PEERS, async peer => {
    const page = await site.get(`/peer${PEERS.indexOf(peer)}`)
    return foundIn(page, [peer], 'Peer')[peer.name] as string
  })
