import type { Check } from '../check.js'
import { clock } from './clock.js'
import { credentials } from './credentials.js'
import { domainFile } from './domain-file.js'
import { endpointAppId } from './endpoint-app-id.js'
import { endpointCors } from './endpoint-cors.js'
import { endpointFields } from './endpoint-fields.js'
import { endpointResponse } from './endpoint-response.js'
import { endpointSecrets } from './endpoint-secrets.js'
import { endpointSharedLink } from './endpoint-shared-link.js'
import { endpointSignature } from './endpoint-signature.js'
import { endpointTimestamp } from './endpoint-timestamp.js'
import { ipList } from './ip-list.js'
import { pageCanonical } from './page-canonical.js'
import { pageDomain } from './page-domain.js'
import { pageRedirects } from './page-redirects.js'
import { pageScript } from './page-script.js'
import { quota } from './quota.js'
import { scriptHosts } from './script-hosts.js'
import { ticket } from './ticket.js'

const ALL: readonly Check[] = [
  credentials,
  ipList,
  ticket,
  clock,
  pageDomain,
  pageRedirects,
  pageCanonical,
  pageScript,
  endpointResponse,
  endpointCors,
  endpointFields,
  endpointSecrets,
  endpointAppId,
  endpointTimestamp,
  endpointSignature,
  quota,
  domainFile,
  endpointSharedLink,
  scriptHosts,
]

/** In the order in which they run: slow ones last. */
export const CHECKS: readonly Check[] = [
  ...ALL.filter(({ slow }) => !slow),
  ...ALL.filter(({ slow }) => slow),
]
