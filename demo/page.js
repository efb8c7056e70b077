/** The demo page: the steps to ready with their durations, every API, sharing, and login. */

import { GROUPS } from '/demo/apis.js'
import { createEntry } from '/demo/entry.js'
import { inMs, inWords, show, whileBusy } from '/demo/show.js'
import { createWx } from '/dist/browser/index.js'

const CLIENTS = ['android', 'ios', 'harmony', 'windows', 'mac']

const setting = await (await fetch('/demo/setting')).json()
const simulator = setting.simulated ? await simulate() : undefined

const wx = createWx({
  signature: '/wx/signature',
  openTagList: ['wx-open-launch-weapp'],
  ...(setting.script && { script: setting.script }),
  log: showStep,
  onError: showFailure,
})

wx.subscribe(showState)
const steps = document.getElementById('steps')
const failure = document.getElementById('failure')

listApis()
prepareFilter()
prepareShare()
listenToOpenTag()
showUser()
document.getElementById('move').onclick = changeRoute
document.getElementById('refresh').onclick = event =>
  whileBusy(event.currentTarget, () => showVerification(() => wx.refresh()))
addEventListener('popstate', wx.navigated)
await showVerification(() => wx.ready())

/** Shows how long a verification of the page takes, or why it fails. */
async function showVerification(verify) {
  failure.hidden = true
  const start = performance.now()
  try {
    await verify()
    addStep({ name: 'ready', start, duration: performance.now() - start, total: true })
  } catch (error) {
    showFailure(error)
  }
}

/** Shows who is logged in, from the cookie that the server sets after the login. */
function showUser() {
  const [, name] = /(?:^|; )demo_user=([^;]*)/.exec(document.cookie) ?? []
  const signIn = document.getElementById('signIn')
  signIn.search = `?return=${encodeURIComponent(location.pathname + location.search)}`
  if (name === undefined) return
  const hello = document.createElement('strong')
  hello.textContent = decodeURIComponent(name)
  document.getElementById('user').replaceChildren('Signed in: ', hello)
  signIn.textContent = 'Sign in again'
}

async function simulate() {
  const { installSimulator } = await import('/dist/simulator/page/index.js')
  const asked = new URLSearchParams(location.search)
  const client = CLIENTS.includes(asked.get('client')) ? asked.get('client') : 'android'
  document.getElementById('about').textContent = 'Runs on the simulator: no phone and no account needed.'
  const chooser = document.getElementById('clients')
  chooser.hidden = false
  const select = chooser.querySelector('select')
  const boxes = [...chooser.querySelectorAll('input')]
  for (const name of CLIENTS) select.add(new Option(name, name, false, name === client))
  for (const box of boxes) box.checked = asked.has(box.name)
  chooser.onchange = () => {
    const ticked = boxes.filter(({ checked }) => checked).map(({ name }) => `&${name}`)
    location.href = `/?client=${select.value}${ticked.join('')}`
  }
  for (const link of document.querySelectorAll('#apps a')) link.search = `?client=${client}`
  // A real client takes some time. Without latency the bars would be too thin to see.
  return installSimulator({
    client,
    miniProgram: asked.has('miniprogram'),
    ...(asked.has('notags') && { openTagsError: 'this version of WeChat does not support open tags' }),
    latency: 40,
    bridgeReady: 60,
  })
}

/** Shows each step to ready as a bar. Calls have an entry of their own. */
function showStep({ step, duration, error }) {
  if (step !== 'call')
    addStep({ name: step, start: performance.now() - duration, duration, failed: Boolean(error) })
}

function addStep({ name, start, duration, failed = false, total = false }) {
  // A verification after the page was ready, for example after a route change, starts a new diagram.
  if (steps.lastElementChild?.classList.contains('total')) {
    steps.replaceChildren()
    steps.dataset.from = String(start)
  }
  const item = document.createElement('li')
  item.classList.toggle('total', total)
  const track = Object.assign(document.createElement('span'), { className: 'track' })
  const bar = Object.assign(document.createElement('span'), { className: failed ? 'bar failed' : 'bar' })
  const time = Object.assign(document.createElement('span'), {
    className: 'time',
    textContent: inMs(duration),
  })
  bar.dataset.start = String(start)
  bar.dataset.end = String(start + duration)
  track.append(bar)
  item.append(name, track, time)
  steps.append(item)
  layOut()
}

/** Places all bars on one scale, from the first start to the last end. */
function layOut() {
  const bars = [...steps.querySelectorAll('.bar')]
  const from = Math.min(...bars.map(bar => Number(bar.dataset.start)))
  const until = Math.max(...bars.map(bar => Number(bar.dataset.end)))
  const percent = time => `${((time - from) / (until - from || 1)) * 100}%`
  for (const { dataset, style } of bars) {
    style.left = percent(Number(dataset.start))
    style.right = `calc(100% - ${percent(Number(dataset.end))})`
  }
}

function showState(state) {
  const pill = document.getElementById('state')
  pill.textContent = state.status
  pill.dataset.status = state.status
  if (state.status !== 'ready') return
  const { os, version } = wx.client
  const facts = {
    'signed URL': state.url,
    'page URL': location.href.split('#')[0],
    appId: state.appId,
    client: `WeChat ${version} on ${os}`,
  }
  const rows = Object.entries(facts).flatMap(([name, value]) => [
    Object.assign(document.createElement('dt'), { textContent: name }),
    Object.assign(document.createElement('dd'), { textContent: value }),
  ])
  document.getElementById('facts').replaceChildren(...rows)
}

function showFailure(error) {
  failure.hidden = false
  failure.textContent = inWords(error)
}

/** Does what a router does: changes the URL, then calls its hook. */
function changeRoute() {
  const [, here = '1'] = /^\/route\/(\d+)/.exec(location.pathname) ?? []
  history.pushState(null, '', `/route/${Number(here) + 1}${location.search}`)
  wx.navigated()
  showVerification(() => wx.ready())
}

function listApis() {
  const press = simulator && (button => simulator.emit(button))
  for (const { title, chinese, apis } of GROUPS) {
    const group = document.getElementById('group').content.cloneNode(true).firstElementChild
    group.querySelector('.title').textContent = title
    group.querySelector('.zh').textContent = chinese
    group.querySelector('.count').textContent = String(apis.length)
    group.querySelector('ul').append(...apis.map(api => createEntry(wx, api, press)))
    // One open group, to start with.
    group.open = title === 'Pictures'
    document.getElementById('groups').append(group)
  }
}

/** Hides the APIs without the text in one of their names, and opens the groups of the others. */
function prepareFilter() {
  const filter = document.getElementById('filter')
  const none = document.getElementById('none')
  const groups = [...document.querySelectorAll('#groups details')]
  const opened = new Map(groups.map(group => [group, group.open]))
  filter.oninput = () => {
    const text = filter.value.trim().toLowerCase()
    for (const group of groups) {
      const title = group.querySelector('summary').textContent.toLowerCase()
      const items = [...group.querySelectorAll('li')]
      for (const item of items) {
        const names = `${item.id} ${item.querySelector('.zh').textContent} ${title}`.toLowerCase()
        item.hidden = !names.includes(text)
      }
      group.hidden = items.every(item => item.hidden)
      group.open = text === '' ? opened.get(group) : !group.hidden
    }
    none.hidden = groups.some(group => !group.hidden)
  }
}

function listenToOpenTag() {
  const told = document.getElementById('told')
  const tag = document.getElementById('launch')
  for (const type of ['ready', 'launch', 'error']) {
    tag.addEventListener(type, ({ detail }) => {
      told.hidden = false
      told.classList.toggle('failed', type === 'error')
      told.textContent = [type, detail?.errMsg].filter(Boolean).join(': ')
    })
  }
}

function prepareShare() {
  const form = document.getElementById('share')
  const value = name => form.elements[name].value.trim()
  const preview = () => {
    document.getElementById('cardTitle').textContent = value('title')
    document.getElementById('cardDesc').textContent = value('desc')
    document.getElementById('cardImage').src = value('imgUrl')
  }
  form.oninput = preview
  preview()
  form.onsubmit = event => {
    event.preventDefault()
    const timelineTitle = value('timelineTitle')
    const data = {
      title: value('title'),
      desc: value('desc'),
      imgUrl: value('imgUrl'),
      ...(value('link') && { link: value('link') }),
      ...(timelineTitle && { timeline: { title: timelineTitle } }),
    }
    whileBusy(event.submitter, () =>
      show(form.querySelector('.result'), async () => {
        await wx.share(data)
        return 'Share data is set for chats and Moments.'
      }),
    )
  }
}
