import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedChromium } from '../../support/chromium.js'
import { type ContractPage, type ContractPages, startContractPages } from '../../support/contract-pages.js'
import { type ContractCheck, type ContractVisit, visitContractPage } from '../../support/contract-run.js'
import { type VendorVersion, vendorScript } from '../../support/vendor-scripts.js'
import { type Visitor, visitInChromium } from '../../support/visitor.js'

/** The pages and a visitor for the tests of a file. */
export interface Contract {
  readonly pages: ContractPages
  readonly visitor: Visitor
  /** Requests to other hosts than the one of the pages. Only Chromium tells of them. */
  readonly outside?: string[]
}

/** @param startVisitor default: Chromium */
export function setUpContract(startVisitor?: () => Visitor | Promise<Visitor>): Contract {
  const outside: string[] = []
  const contract = (startVisitor ? {} : { outside }) as {
    pages: ContractPages
    visitor: Visitor
    outside?: string[]
  }
  beforeAll(async () => {
    contract.pages = await startContractPages()
    contract.visitor = await (startVisitor?.() ?? chromiumVisitor(outside))
  })
  afterAll(async () => {
    await contract.visitor?.leave()
    await contract.pages?.close()
  })
  return contract
}

/** WeChat's host serves its script; no other host is reached. */
async function chromiumVisitor(outside: string[]): Promise<Visitor> {
  const context = await (await sharedChromium()).newContext()
  await context.route(/^https:/, route => {
    const url = route.request().url()
    const [, release] = /^https:\/\/res\.wx\.qq\.com\/open\/js\/jweixin-(.+)\.js$/.exec(url) ?? []
    if (release)
      return route.fulfill({ contentType: 'text/javascript', body: vendorScript(release as VendorVersion) })
    outside.push(url)
    return route.abort()
  })
  const visitor = await visitInChromium(context)
  return { ...visitor, leave: () => context.close() }
}

/** Visits a page before the tests, and makes a test of each check. */
export function testChecks(
  contract: Contract,
  page: ContractPage,
  checks: readonly ContractCheck[],
  reports: readonly string[] = ['ready'],
): void {
  let visit: ContractVisit
  let problems: readonly string[]
  beforeAll(async () => {
    contract.outside?.splice(0)
    const before = contract.visitor.problems.length
    visit = await visitContractPage(contract.visitor, contract.pages.urlOf(page), checks)
    problems = contract.visitor.problems.slice(before)
  })

  it('is ready, without an error', () => {
    expect(visit.reports).toEqual(reports)
    // @wecom/jssdk leaves promises of its own unhandled: they reject with plain objects.
    expect(problems.filter(problem => problem !== 'Object').join('; ')).toBe('')
  })

  if (contract.outside)
    it('requests nothing of another host', () => {
      expect(contract.outside).toEqual([])
    })

  it.each(checks.map(({ title }, index) => [title, index] as const))('%s', (_title, index) => {
    const outcome = visit.outcomes[index]
    expect(outcome, JSON.stringify(outcome)).toMatchObject(checks[index]?.expected ?? {})
  })
}
