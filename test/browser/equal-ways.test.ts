import { describe, expect, it } from 'vitest'
import { APIS, type CommandName, type CommandParameters } from '../../src/browser/apis.js'
import { VENDOR_VERSIONS, type VendorVersion } from '../support/vendor-scripts.js'
import { useWorld } from '../support/world.js'

const world = useWorld()

/** Parameters of every command: none, some, all. */
const CALLS: { [Name in CommandName]: readonly Partial<CommandParameters<Name>>[] } = {
  updateAppMessageShareData: [
    { title: 'T', desc: 'D', link: 'https://a.example/', imgUrl: 'https://a.example/i.png' },
    { title: 'T', desc: '', link: '', imgUrl: '' },
  ],
  updateTimelineShareData: [{ title: 'T', link: 'https://a.example/', imgUrl: 'https://a.example/i.png' }],
  chooseImage: [{}, { count: 1 }, { count: 3, sizeType: ['original'], sourceType: ['camera'] }],
  previewImage: [{ current: 'https://a.example/1', urls: ['https://a.example/1', 'https://a.example/2'] }],
  uploadImage: [
    { localId: 'weixin://1' },
    { localId: 'weixin://1', isShowProgressTips: 0 },
    { localId: 'weixin://1', isShowProgressTips: 1 },
  ],
  getNetworkType: [{}],
  getLocation: [{}, { type: 'wgs84' }, { type: 'gcj02' }],
  hideMenuItems: [{ menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'] }],
  showMenuItems: [{ menuList: ['menuItem:share:timeline'] }],
  closeWindow: [{}],
  scanQRCode: [
    {},
    { needResult: 0 },
    { needResult: 1, scanType: ['qrCode'] },
    { needResult: 1, scanType: [] },
  ],
  checkJsApi: [{ jsApiList: ['chooseImage', 'getLocation', 'previewImage'] }],
}

const cases = Object.entries(CALLS).flatMap(([name, list]) => list.map(parameters => ({ name, parameters })))

/** What crosses the bridge for each of the calls, and what the page is given. */
async function run(version: VendorVersion | 'none', client: 'android' | 'ios') {
  const { page, problems } = await world.open({
    version,
    simulator: { client },
    wx: { signature: '/wx/signature' },
  })
  const outcome = await page.evaluate(async cases => {
    await window.ours.ready()
    const hasIt = (name: string) => name in (window.ours.vendor ?? {})
    const all: { through: 'script' | 'bridge'; name: string; parameters: object; result: unknown }[] = []
    for (const { name, parameters } of cases) {
      const before = window.simulator.calls.length
      const { took: _took, ...result } = await window.settle(window.ours.call(name, parameters))
      const sent = window.simulator.calls[before]
      // Credentials are those of the page's own signature, which is not the same twice.
      const { verifySignature: _s, verifyNonceStr: _n, verifyTimestamp: _t, ...rest } = sent?.parameters ?? {}
      // Script 1.0.0 alone says so to closeWindow; it is what all of them mean.
      if (rest.immediate_close === 0) delete (rest as { immediate_close?: number }).immediate_close
      all.push({
        through: hasIt(name) ? 'script' : 'bridge',
        name: sent?.name ?? '',
        parameters: rest,
        result,
      })
    }
    return all
  }, cases)
  return { outcome, problems }
}

it('has calls for every command of the table', () => {
  expect(Object.keys(CALLS).sort()).toEqual(Object.keys(APIS).sort())
})

describe.each(['android', 'ios'] as const)('on %s', client => {
  it.each(VENDOR_VERSIONS)(
    'the script of %s and the bridge send the same and are read the same',
    async version => {
      const script = await run(version, client)
      const bridge = await run('none', client)
      const newer = version >= '1.4.0'
      expect(script.outcome.filter(({ through }) => through === 'script')).toHaveLength(
        newer ? cases.length : cases.length - 3,
      )
      expect(bridge.outcome.every(({ through }) => through === 'bridge')).toBe(true)
      const plain = ({ outcome }: typeof script) => outcome.map(({ through: _through, ...rest }) => rest)
      expect(plain(script)).toEqual(plain(bridge))
      expect([...script.problems, ...bridge.problems]).toEqual([])
    },
  )
})
