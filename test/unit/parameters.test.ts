// @vitest-environment jsdom
// @vitest-environment-options { "url": "https://www.example.com/shop/page?id=1" }
import { describe, expect, it } from 'vitest'
import {
  httpUrl,
  integer,
  json,
  jsonText,
  listOf,
  number,
  oneOf,
  optional,
  pagePath,
  picture,
  progressTips,
  readParameters,
  text,
  textStartingWith,
  textUpTo,
  timestamp,
} from '../../src/browser/apis/parameters.js'
import { WxError } from '../../src/browser/index.js'
import { type Field, objectOf } from '../../src/browser/util/validate.js'

const BOOK = objectOf({ name: text, pages: optional(integer(1, 9), 1) })
const itself: Record<string, unknown> = {}
itself.itself = itself

/** A check, a value and the result, or `Error` if the value is rejected. */
const CASES: readonly (readonly [string, Field, unknown, unknown])[] = [
  ['text', text, 'a', 'a'],
  ['text', text, 7, '7'],
  ['text', text, '', Error],
  ['text', text, undefined, Error],
  ['text', text, { a: 1 }, Error],
  ['textUpTo', textUpTo(2), 'ab', 'ab'],
  ['textUpTo', textUpTo(2), 'abc', Error],
  ['textStartingWith', textStartingWith('prepay_id='), 'prepay_id=wx1', 'prepay_id=wx1'],
  ['textStartingWith', textStartingWith('prepay_id='), 'wx1', Error],
  ['optional', optional(text, 'd'), undefined, 'd'],
  ['optional', optional(text, 'd'), null, 'd'],
  ['optional', optional(text, 'd'), '', 'd'],
  ['optional', optional(listOf(text), ['d']), [], ['d']],
  ['optional', optional(text, 'd'), {}, Error],
  ['optional', optional(integer(1, 9), 9), 0, Error],
  ['number', number(-90, 90), -90, -90],
  ['number', number(-90, 90), '23.1', 23.1],
  ['number', number(-90, 90), 90.1, Error],
  ['number', number(-90, 90), Number.NaN, Error],
  ['number', number(-90, 90), ' ', Error],
  ['number', number(-90, 90), null, Error],
  ['number', number(0, 1), true, Error],
  ['integer', integer(1, 28), '28', 28],
  ['integer', integer(1, 28), 1.5, Error],
  ['integer', integer(1, 28), 29, Error],
  ['oneOf', oneOf(0, 1), '1', 1],
  ['oneOf', oneOf('wgs84', 'gcj02'), 'gcj02', 'gcj02'],
  ['oneOf', oneOf('wgs84', 'gcj02'), 'GCJ02', Error],
  ['oneOf', oneOf(0, 1), true, Error],
  ['listOf', listOf(text), ['a', 1], ['a', '1']],
  ['listOf', listOf(text), [], Error],
  ['listOf', listOf(text), 'a', Error],
  ['objectOf', BOOK, { name: 'a', other: 1 }, { name: 'a', pages: 1 }],
  ['objectOf', BOOK, null, Error],
  ['progressTips', progressTips, undefined, 1],
  ['progressTips', progressTips, false, 0],
  ['progressTips', progressTips, '0', 0],
  ['progressTips', progressTips, 1, 1],
  ['timestamp', timestamp, 1414587457, '1414587457'],
  ['timestamp', timestamp, '1414587457', '1414587457'],
  ['timestamp', timestamp, 1414587457000, Error],
  ['timestamp', timestamp, undefined, Error],
  ['httpUrl', httpUrl, 'https://a.example/?q=你', 'https://a.example/?q=你'],
  ['httpUrl', httpUrl, '/i.png', 'https://www.example.com/i.png'],
  ['httpUrl', httpUrl, '../i.png?a=1#b', 'https://www.example.com/i.png?a=1#b'],
  ['httpUrl', httpUrl, '//cdn.example/i.png', 'https://cdn.example/i.png'],
  ['httpUrl', httpUrl, 'data:image/png;base64,AA', Error],
  ['httpUrl', httpUrl, 'javascript:alert(1)', Error],
  ['httpUrl', httpUrl, 'blob:https://www.example.com/1', Error],
  ['httpUrl', httpUrl, 'https://', Error],
  ['httpUrl', httpUrl, '', Error],
  ['picture', picture, 'weixin://resourceid/1', 'weixin://resourceid/1'],
  ['picture', picture, 'wxLocalResource://imageid1', 'wxLocalResource://imageid1'],
  ['picture', picture, 'i.png', 'https://www.example.com/shop/i.png'],
  ['picture', picture, 'data:image/png;base64,AA', Error],
  ['picture', picture, 'file:///i.png', Error],
  ['jsonText', jsonText, { a: 1 }, '{"a":1}'],
  ['jsonText', jsonText, '{"a":1}', '{"a":1}'],
  ['jsonText', jsonText, undefined, Error],
  ['pagePath', pagePath, 'pages/index', 'pages/index'],
  ['pagePath', pagePath, 'pages/index.html?a=1', 'pages/index?a=1'],
  ['json', json, undefined, {}],
  ['json', json, [1, { a: undefined }], [1, {}]],
  ['json', json, itself, Error],
]

const read = (check: Field, value: unknown) =>
  readParameters('anApi', { field: check }, { field: value }).field

const named = CASES.map(([name, check, value, expected]) => ({
  name: `${name}: ${value === itself ? 'a circle' : String(JSON.stringify(value))}`,
  check,
  value,
  expected,
}))

describe('a parameter', () => {
  it.each(named.filter(({ expected }) => expected !== Error))(
    'accepted as $name',
    ({ check, value, expected }) => {
      expect(read(check, value)).toEqual(expected)
    },
  )

  it.each(named.filter(({ expected }) => expected === Error))('rejected as $name', ({ check, value }) => {
    const refused = () => read(check, value)
    expect(refused).toThrow(WxError)
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', api: 'anApi' }))
    expect(refused).toThrow(/field is .+, not /)
  })
})

it('the error has the position in a list and the value', () => {
  const check = listOf(BOOK)
  expect(() => read(check, [{ name: 'a' }, { name: 'b', pages: 10 }])).toThrow(
    'field[1].pages is 10, not a whole number from 1 to 9',
  )
  expect(() => read(httpUrl, `data:${'A'.repeat(1000)}`)).toThrow(/^.{0,300}$/)
})

it('a timestamp is read from either spelling', () => {
  expect(readParameters('pay', { timestamp }, { timeStamp: '1414587457' })).toEqual({
    timestamp: '1414587457',
  })
})

it.each([
  [null, 'the argument is null, not an object'],
  ['text', 'the argument is "text", not an object'],
  [{ a: 1, success() {} }, 'success is a callback, not a parameter'],
])('%j is rejected as parameters', (given, message) => {
  for (const fields of [{}, undefined]) expect(() => readParameters('anApi', fields, given)).toThrow(message)
})

it('without checks, all parameters are accepted and copied', () => {
  const given = { any: ['thing'] }
  expect(readParameters('anApi', undefined, given)).toEqual(given)
  expect(readParameters('anApi', undefined, given)).not.toBe(given)
})

it('a parameter without a check is dropped', () => {
  expect(readParameters('anApi', { a: optional(text) }, { b: 1 })).toEqual({})
})
