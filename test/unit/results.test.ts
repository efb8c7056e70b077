import { describe, expect, it } from 'vitest'
import {
  addedCards,
  address,
  beacons,
  businessView,
  checkResult,
  chosenCards,
  coordinates,
  localIds,
  type Normalize,
  networkType,
  readNetworkType,
  scanResult,
} from '../../src/browser/apis/results.js'

/** What clients send, and the normalized fields; one that is `undefined` is removed. */
const CASES: readonly (readonly [string, Normalize, object, object])[] = [
  ['a list as JSON text', localIds, { localIds: '["a","b"]' }, { localIds: ['a', 'b'] }],
  ['a list', localIds, { localIds: ['a'] }, { localIds: ['a'] }],
  ['broken JSON text', localIds, { localIds: '["a"' }, { localIds: '["a"' }],
  [
    'numbers as text',
    coordinates,
    { latitude: '23.1', longitude: '-113', speed: '0' },
    { latitude: 23.1, longitude: -113, speed: 0 },
  ],
  [
    'text that is not numeric',
    coordinates,
    { latitude: 'unknown', accuracy: '' },
    { latitude: 'unknown', accuracy: '' },
  ],
  [
    'a wrapped scan',
    scanResult,
    { resultStr: '{"scan_code":{"scan_result":"EAN_13,69"}}' },
    { resultStr: 'EAN_13,69' },
  ],
  ['a scan of JSON', scanResult, { resultStr: '{"a":1}' }, { resultStr: '{"a":1}' }],
  ['a scan of digits', scanResult, { resultStr: '690123' }, { resultStr: '690123' }],
  [
    'client names',
    checkResult,
    { checkResult: '{"geoLocation":true,"imagePreview":"true","scanQRCode":false,"closeWindow":"false"}' },
    { checkResult: { getLocation: true, previewImage: true, scanQRCode: false, closeWindow: false } },
  ],
  ['no names', checkResult, {}, { checkResult: {} }],
  [
    'cards as JSON text',
    addedCards,
    {
      card_list:
        '[{"card_id":"p1","card_ext":"{}","is_succ":1,"code":"c"},{"card_id":"p2","card_ext":"{}","is_succ":"0"}]',
    },
    {
      cardList: [
        { cardId: 'p1', cardExt: '{}', isSuccess: true, code: 'c' },
        { cardId: 'p2', cardExt: '{}', isSuccess: false },
      ],
    },
  ],
  [
    'cards',
    addedCards,
    { card_list: [{ card_id: 'p1', card_ext: '', is_succ: true }] },
    { cardList: [{ cardId: 'p1', cardExt: '', isSuccess: true }] },
  ],
  ['broken cards', addedCards, { card_list: '[{' }, { cardList: [] }],
  [
    'chosen cards as JSON text',
    chosenCards,
    { choose_card_info: '[{"card_id":"p1","encrypt_code":"e"}]' },
    { cardList: [{ card_id: 'p1', encrypt_code: 'e' }] },
  ],
  ['no chosen cards', chosenCards, { choose_card_info: '' }, { cardList: [] }],
  [
    'an address as the client sends it',
    address,
    {
      addressPostalCode: '510000',
      proviceFirstStageName: '广东省',
      addressCitySecondStageName: '广州市',
      addressCountiesThirdStageName: '海珠区',
      addressDetailInfo: '新港中路397号',
    },
    {
      postalCode: '510000',
      provinceName: '广东省',
      cityName: '广州市',
      countyName: '海珠区',
      countryName: '海珠区',
      detailInfo: '新港中路397号',
    },
  ],
  [
    'an error code as text',
    businessView,
    { err_code: '0', extraData: '{"a":"1"}' },
    { errCode: 0, extraData: { a: '1' } },
  ],
  [
    'an error code that the script renamed',
    businessView,
    { errCode: -2, extraData: { a: 1 } },
    { errCode: -2, extraData: { a: 1 } },
  ],
  ['no error code', businessView, { extraData: 'x' }, { extraData: 'x' }],
  [
    'beacons',
    beacons,
    { beacons: '[{"uuid":"u","major":"1","minor":2,"accuracy":"0.5","rssi":"-60","proximity":"2"}]' },
    { beacons: [{ uuid: 'u', major: 1, minor: 2, accuracy: 0.5, rssi: -60, proximity: 2 }] },
  ],
]

describe('a result is normalized', () => {
  it.each(CASES)('%s', (_name, read, answer, expected) => {
    const fields = read(answer as Record<string, unknown>)
    expect(JSON.parse(JSON.stringify(fields))).toEqual(expected)
  })

  it('without the client’s field names', () => {
    expect({ card_list: '[]', ...addedCards({ card_list: '[]' }) }).toEqual({ cardList: [] })
    expect(Object.keys(address({ addressDetailInfo: 'x' }))).toContain('addressDetailInfo')
  })
})

describe('the network type', () => {
  it.each([
    [{ err_msg: 'network_type:wifi' }, 'wifi'],
    [{ err_msg: 'network_type:wwan', subtype: '4g' }, '4g'],
    [{ err_msg: 'getNetworkType:ok', networkType: '5g' }, '5g'],
    [{ err_msg: 'network_type:fail' }, 'none'],
    [{ errMsg: 'getNetworkType:fail' }, 'none'],
    [{ err_msg: 'getNetworkType:fail_permission denied' }, undefined],
    [{ err_msg: 'getNetworkType:cancel' }, undefined],
    [{}, undefined],
  ])('%j is %s', (answer, type) => {
    expect(readNetworkType(answer)).toBe(type)
    expect(networkType(answer)).toEqual({ networkType: type, subtype: undefined })
  })
})
