/** The clients that can be simulated. */
export type SimulatedClient = 'android' | 'ios' | 'harmony' | 'windows' | 'mac'

/** Parameters of a call as they cross the bridge. */
export type BridgeParameters = Readonly<Record<string, unknown>>

/**
 * What a client answers to a call: an object in the client's own spelling, now or later, or `undefined` for silence.
 */
export type AnswerMaker = (
  parameters: BridgeParameters,
  client: SimulatedClient,
) => object | undefined | Promise<object | undefined>

/** By the client's own name of an API: everything that is on the phone, and how each client spells it. */
export const DEFAULT_ANSWERS: Readonly<Record<string, AnswerMaker>> = {
  updateAppMessageShareData: () => ok('updateAppMessageShareData'),
  updateTimelineShareData: () => ok('updateTimelineShareData'),
  chooseImage: ({ count }, client) => {
    const localIds = PICTURES.slice(0, Math.min(Number(count) || 9, 2))
    // Android sends a list as JSON text.
    return {
      ...ok('chooseImage'),
      localIds: client === 'android' ? JSON.stringify(localIds) : localIds,
      sourceType: 'album',
    }
  },
  imagePreview: () => ok('imagePreview'),
  uploadImage: ({ localId }) => ({ ...ok('uploadImage'), serverId: `media-${hashOf(String(localId))}` }),
  getNetworkType: (_parameters, client) =>
    client === 'ios' ? { err_msg: 'network_type:wifi' } : { err_msg: 'network_type:wifi', subtype: 'wifi' },
  geoLocation: ({ type }, client) => {
    // The same spot in Guangzhou, by satellite (wgs84) and shifted for Chinese maps (gcj02).
    const place =
      type === 'gcj02'
        ? { latitude: 23.0994, longitude: 113.3245 }
        : { latitude: 23.1021, longitude: 113.3191 }
    const fields = { ...place, speed: 0, accuracy: 30 }
    return { err_msg: 'geo_location:ok', ...(client === 'android' ? asTexts(fields) : fields), type }
  },
  scanQRCode: ({ needResult }, client) => {
    if (!needResult) return ok('scanQRCode')
    const scanned = 'https://weixin.qq.com/r/wx-ready'
    return {
      ...ok('scanQRCode'),
      resultStr: client === 'ios' ? JSON.stringify({ scan_code: { scan_result: scanned } }) : scanned,
    }
  },
  hideMenuItems: () => ok('hideMenuItems'),
  showMenuItems: () => ok('showMenuItems'),
  // The window is gone before anybody could be told.
  closeWindow: () => undefined,
}

/** What a client answers that does not have the API. */
export function unknownApi(name: string): object {
  return { err_msg: `${name}:function_not_exist` }
}

function ok(name: string): { err_msg: string } {
  return { err_msg: `${name}:ok` }
}

function asTexts(fields: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

/** Two pictures that an ordinary browser can show where it is given their localId. */
const PICTURES = [picture('#07c160', '#e8f8ef'), picture('#576b95', '#eef1f6')]

function picture(ink: string, paper: string): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240"><rect width="240" height="240" fill="${paper}"/>` +
    `<circle cx="176" cy="64" r="26" fill="${ink}" opacity=".45"/>` +
    `<path d="M0 200l70-84 54 58 34-38 82 84v20H0z" fill="${ink}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** A short name for a localId, the same for the same picture. */
function hashOf(text: string): string {
  let hash = 0
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0
  return (hash >>> 0).toString(36)
}
