/**
 * What a signing server costs beside the least that can be done, and beside other packages: `npm run bench:server`,
 * less than three minutes.
 *
 * 1. Signatures a second in one process, the ticket being there.
 * 2. Requests a second over HTTP.
 * 3. The latency of requests while the ticket is renewed, beside that at other times.
 * 4. Whether memory grows with the number of URLs.
 * 5. What the platform is asked for when many need a ticket at once.
 *
 * Each contender runs in a process of its own, on plain Node and with what is in dist/, and so does the platform. They
 * take turns, so that only one is loaded at a time. Each one's signature is verified before it is timed.
 *
 * Milliseconds are told and never demanded: they are this machine's. What is demanded are ratios, counts and bytes.
 */
import { installPackages } from './packages.js'
import { printVerdict } from './report.js'
import { CONTENDERS, OVERRIDES, PACKAGES } from './signing-server/contenders.js'
import { memory } from './signing-server/memory.js'
import { refresh } from './signing-server/refresh.js'
import { requests } from './signing-server/requests.js'
import { signatures } from './signing-server/signatures.js'
import { stampede } from './signing-server/stampede.js'

await installPackages(PACKAGES, OVERRIDES)
process.exitCode = printVerdict(await main())

async function main() {
  console.log('Contenders')
  for (const { name, note } of CONTENDERS) console.log(`  ${name.padEnd(17)}${note}`)
  return [
    ...(await signatures()),
    ...(await requests()),
    ...(await refresh()),
    ...(await memory()),
    ...(await stampede()),
  ]
}
