import type { DefaultAnswers } from './default-answer.js'

/** The network, places, beacons and codes around the device. */
export const DEVICE_ANSWERS: DefaultAnswers<
  | 'getNetworkType'
  | 'openLocation'
  | 'getLocation'
  | 'startSearchBeacons'
  | 'stopSearchBeacons'
  | 'scanQRCode'
> = {
  getNetworkType: () => ({ networkType: 'wifi' }),
  openLocation: () => ({}),
  getLocation: ({ type }) => ({
    // The same place in Guangzhou in both coordinate systems: wgs84 (GPS) and gcj02 (Chinese maps).
    ...(type === 'gcj02'
      ? { latitude: 23.0994, longitude: 113.3245 }
      : { latitude: 23.1021, longitude: 113.3191 }),
    speed: 0,
    accuracy: 30,
    // The client returns it. The script removes it.
    ...({ type } as object),
  }),
  startSearchBeacons: (_parameters, { phone }) => (phone.searchBeacons() ? {} : new Error('already started')),
  stopSearchBeacons: (_parameters, { phone }) => {
    phone.stopSearching()
    return {}
  },
  scanQRCode: ({ needResult }) => (needResult ? { resultStr: 'https://weixin.qq.com/r/wx-ready' } : {}),
}
