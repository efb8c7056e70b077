import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../support/world.js'

const world = useWorld()

/** What an image fired and had, once it had loaded or failed. */
interface Shown {
  events: string[]
  /** What the page notices beside the image. */
  noticed: string[]
  src: string
  currentSrc: string
  attribute: string | null
  naturalWidth: number
  /** Whether nothing of it can be drawn. Throws if it taints the canvas. */
  isBlank: boolean
}

/** Runs in the page: shows a picture in each way in which pages and frameworks set a `src`, or in some of them. */
async function show({ id, only }: { id: string; only?: string }): Promise<Record<string, Shown>> {
  const BLANK = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
  const html = `<img src="${id}">`
  const created = () => document.createElement('img')
  const appended = <Added extends Node>(node: Added): Added => document.body.appendChild(node)
  type Watch = (image: unknown) => HTMLImageElement
  const ways: Record<string, (watch: Watch) => void> = {
    'new Image() outside the document': watch => {
      watch(new Image()).src = id
    },
    'a property in the document': watch => {
      appended(watch(created())).src = id
    },
    'setAttribute()': watch => watch(created()).setAttribute('src', id),
    'innerHTML outside the document': watch => {
      const box = document.createElement('div')
      box.innerHTML = `<p>${html}</p>`
      watch(box.querySelector('img'))
    },
    'innerHTML in the document': watch => {
      const box = appended(document.createElement('div'))
      box.innerHTML = html
      watch(box.firstChild)
    },
    'insertAdjacentHTML()': watch => {
      document.body.insertAdjacentHTML('beforeend', html)
      watch(document.body.lastChild)
    },
    'a template': watch => {
      const template = document.createElement('template')
      template.innerHTML = html
      const copy = document.importNode(template.content, true)
      watch(copy.firstChild)
      appended(copy)
    },
    'a parsed fragment': watch => {
      const fragment = document.createRange().createContextualFragment(html)
      watch(fragment.firstChild)
      appended(fragment)
    },
    'an attribute node': watch => {
      const src = document.createAttribute('src')
      src.value = id
      appended(watch(created())).attributes.setNamedItem(src)
    },
    'a clone': watch => {
      const image = created()
      image.src = id
      watch(image.cloneNode())
    },
    'after another image': watch => {
      const image = created()
      image.src = BLANK
      image.onload = () => {
        watch(image).src = id
      }
    },
  }
  const shown: Record<string, Shown> = {}
  for (const [name, way] of Object.entries(ways)) {
    if (only !== undefined && name !== only) continue
    const events: string[] = []
    const noticed: string[] = []
    const onError = ({ target }: Event) => noticed.push((target as Element).tagName)
    document.addEventListener('error', onError, true)
    window.onerror = () => noticed.push('window')
    const image = await new Promise<HTMLImageElement>(resolve =>
      way(given => {
        const image = given as HTMLImageElement
        image.onload = null
        image.onerror = () => events.push('onerror')
        const onEvent = ({ type }: Event) => {
          events.push(type)
          // What fires twice does so within a moment.
          setTimeout(() => resolve(image), 50)
        }
        for (const type of ['load', 'error']) image.addEventListener(type, onEvent)
        return image
      }),
    )
    document.removeEventListener('error', onError, true)
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
    if (image.naturalWidth > 0) context.drawImage(image, 0, 0)
    const { src, currentSrc, naturalWidth } = image
    const isBlank = context.getImageData(1, 1, 1, 1).data[3] === 0
    shown[name] = {
      events,
      noticed,
      src,
      currentSrc,
      naturalWidth,
      attribute: image.getAttribute('src'),
      isBlank,
    }
  }
  return shown
}

const chooseImages = (page: Page) => page.evaluate(async () => (await window.ours.chooseImage()).localIds)

const CLIENTS = { android: /^weixin:\/\/resourceid\//, ios: /^wxLocalResource:\/\/imageid/ } as const

describe.each(['android', 'ios'] as const)('a local picture on %s', client => {
  it('shows as its localId, whatever way the page sets it, and the page notices no error', async () => {
    const { page, requests } = await world.open({ simulator: { client } })
    const [id = ''] = await chooseImages(page)
    expect(id).toMatch(CLIENTS[client])
    const shown = await page.evaluate(show, { id })
    const src = id.replace(/^\w+/, scheme => scheme.toLowerCase())
    expect(Object.keys(shown)).toHaveLength(11)
    for (const [name, each] of Object.entries(shown))
      expect({ name, ...each }).toEqual({
        name,
        events: ['load'],
        noticed: [],
        src,
        currentSrc: src,
        naturalWidth: 240,
        attribute: id,
        isBlank: false,
      })
    // Only the parser of a fragment asks for a localId before it can be adapted.
    expect(requests.filter(url => url.startsWith(src)).length).toBeLessThanOrEqual(2)
  })

  it('that the phone does not have fires an error', async () => {
    const { page } = await world.open({ simulator: { client } })
    const id = client === 'ios' ? 'wxLocalResource://imageid9' : 'weixin://resourceid/unknown'
    const way = 'a property in the document'
    expect((await page.evaluate(show, { id, only: way }))[way]).toMatchObject({
      events: ['onerror', 'error'],
      noticed: ['IMG'],
      attribute: id,
      naturalWidth: 0,
    })
  })

  it('is uploaded byte for byte, and shows again once it was downloaded', async () => {
    const { page } = await world.open({ simulator: { client } })
    const { base64, serverId, localId } = await page.evaluate(async () => {
      const { ours, WxReady } = window
      const chosen = String((await ours.chooseImage()).localIds[1])
      const image = await WxReady.localImage(ours, chosen)
      const { serverId } = await ours.uploadImage({ localId: chosen })
      const { localId } = await ours.downloadImage({ serverId })
      return { base64: image.dataUrl.replace(/^data:image\/jpeg;base64,/, ''), serverId, localId }
    })
    const file = await world.account.media(serverId)
    expect(file.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(base64)
    const way = 'setAttribute()'
    expect((await page.evaluate(show, { id: localId, only: way }))[way]).toMatchObject({
      events: ['load'],
      naturalWidth: 240,
    })
  })
})

it.each(["img-src 'self' data:", "img-src 'self' blob:"])('shows under the policy %s', async policy => {
  const { page } = await world.open({ headers: { 'content-security-policy': policy } })
  const [id = ''] = await chooseImages(page)
  const way = 'new Image() outside the document'
  expect((await page.evaluate(show, { id, only: way }))[way]).toMatchObject({
    events: ['load'],
    noticed: [],
    naturalWidth: 240,
  })
})

it('an image that changes from a localId to another URL shows that one, and to none shows none', async () => {
  const { page } = await world.open()
  const seen = await page.evaluate(async () => {
    const { localIds } = await window.ours.chooseImage()
    const image = new Image()
    const loaded = () => new Promise(resolve => image.addEventListener('load', resolve, { once: true }))
    image.src = String(localIds[0])
    await loaded()
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
    await loaded()
    const { naturalWidth } = image
    image.src = String(localIds[1])
    await loaded()
    image.removeAttribute('src')
    return { naturalWidth, html: image.outerHTML }
  })
  expect(seen).toEqual({ naturalWidth: 1, html: '<img>' })
})

it('uninstall() restores what was patched', async () => {
  const { page } = await world.open()
  const names = await page.evaluate(async () => {
    const properties = () =>
      [HTMLImageElement.prototype, Element.prototype].map(prototype =>
        Object.entries(Object.getOwnPropertyDescriptors(prototype))
          .filter(([, { get, set, value }]) =>
            [get, set, value].some(
              each => typeof each === 'function' && !/\[native code\]/.test(String(each)),
            ),
          )
          .map(([name]) => name),
      )
    const before = properties()
    window.simulator.uninstall()
    return { before, after: properties() }
  })
  expect(names.before).toEqual(
    [
      ['src', 'currentSrc', 'setAttribute', 'removeAttribute'].sort(),
      ['innerHTML', 'insertAdjacentHTML'],
    ].map(list => expect.arrayContaining(list)),
  )
  expect(names.after).toEqual([[], []])
})

it('the usage report of WeChat’s script stays on the machine', async () => {
  const opened = await world.open({ simulator: { client: 'android' }, wx: false, head: VENDOR })
  const reported = await opened.page.evaluate(async () => {
    const created: HTMLImageElement[] = []
    const { Image } = window
    window.Image = class extends Image {
      constructor() {
        super()
        created.push(this)
      }
    }
    const answer = await fetch(`/wx/signature?url=${encodeURIComponent(location.href)}`)
    const { wx } = window as unknown as {
      wx: { config(options: object): void; ready(done: () => void): void }
    }
    wx.config({ ...(await answer.json()), jsApiList: ['scanQRCode'] })
    await new Promise<void>(resolve => wx.ready(resolve))
    // The script asks for the type of network first.
    while (!created[0]?.complete || created[0].src === '')
      await new Promise(resolve => setTimeout(resolve, 5))
    return created.map(({ src }) => src)
  })
  expect(reported).toEqual([
    expect.stringMatching(/^https:\/\/open\.weixin\.qq\.com\/sdk\/report\?v=1&o=0&s=2/),
  ])
  expect(opened.requests.filter(url => url.includes('open.weixin.qq.com'))).toEqual([])
})

const VENDOR = '<script src="https://res.wx.qq.com/open/js/jweixin-1.6.0.js"></script>'
