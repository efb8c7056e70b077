/** The demo's page: the way to ready with its durations, the commands, and the share form. */

import { COMMANDS } from '/demo/commands.js'
import { createWx } from '/dist/browser/index.js'

const CLIENTS = ['android', 'ios', 'harmony', 'windows', 'mac']

const setting = await (await fetch('/demo/setting')).json()
if (setting.simulated) await simulate()

const wx = createWx({
  signature: '/wx/signature',
  ...(setting.script && { script: setting.script }),
  log: showStep,
  onError: showFailure,
})

wx.subscribe(showState)
const steps = document.getElementById('steps')
const failure = document.getElementById('failure')

for (const command of COMMANDS) list(command)
prepareShare()
document.getElementById('move').onclick = move
document.getElementById('refresh').onclick = event =>
  whileBusy(event.currentTarget, () => follow(() => wx.refresh()))
addEventListener('popstate', wx.navigated)
await follow(() => wx.ready())

/** Waits for what verifies the page, and says how long that took. */
async function follow(verify) {
  failure.hidden = true
  const start = performance.now()
  try {
    await verify()
    addStep({ name: 'ready', start, duration: performance.now() - start, total: true })
  } catch (error) {
    showFailure(error)
  }
}

async function simulate() {
  const { installSimulator } = await import('/dist/simulator/index.js')
  const asked = new URLSearchParams(location.search).get('client')
  const client = CLIENTS.includes(asked) ? asked : 'android'
  // A real client takes its time: without some latency all bars would be a hair's breadth.
  installSimulator({ client, latency: 40, bridgeAfter: 60 })
  document.getElementById('about').textContent = 'On the simulator: no phone, no account.'
  const chooser = document.getElementById('clients')
  chooser.hidden = false
  const select = chooser.querySelector('select')
  for (const name of CLIENTS) select.add(new Option(name, name, false, name === client))
  select.onchange = () => {
    location.href = `/?client=${select.value}`
  }
}

/** The log of every step: those on the way to ready become bars. Calls show their own answer. */
function showStep({ step, duration, error }) {
  if (step !== 'call')
    addStep({ name: step, start: performance.now() - duration, duration, failed: Boolean(error) })
}

function addStep({ name, start, duration, failed = false, total = false }) {
  // What follows a ready page, as after a route change, starts a picture of its own.
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

/** All bars on one scale, from the first start to the last end. */
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

/** As a router does: first the history, then its hook. */
function move() {
  const [, here = '1'] = /^\/route\/(\d+)/.exec(location.pathname) ?? []
  history.pushState(null, '', `/route/${Number(here) + 1}${location.search}`)
  wx.navigated()
  follow(() => wx.ready())
}

function list({ name, chinese, code, run, pictures }) {
  const item = document.getElementById('command').content.cloneNode(true).firstElementChild
  item.id = name
  item.querySelector('.name').textContent = name
  item.querySelector('.zh').textContent = chinese
  item.querySelector('.call').textContent = code
  const result = item.querySelector('.result')
  item.querySelector('.run').onclick = event =>
    whileBusy(event.currentTarget, async () => {
      const answer = await show(result, () => run(wx))
      if (!answer || !pictures) return
      const images = pictures(answer).map(src => Object.assign(new Image(), { src, alt: 'chosen picture' }))
      item.querySelector('.pictures').replaceChildren(...images)
    })
  document.getElementById('list').append(item)
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
        return 'set for chats and for Moments'
      }),
    )
  }
}

/** Runs a call and writes what came of it, with its duration, below its button. */
async function show(result, call) {
  const start = performance.now()
  const took = () => inMs(performance.now() - start)
  result.hidden = false
  result.classList.remove('failed')
  result.textContent = '…'
  try {
    const answer = await call()
    const text = typeof answer === 'string' ? answer : readable(answer)
    result.textContent = `${took()}\n${text}`
    return answer
  } catch (error) {
    result.classList.add('failed')
    result.textContent = `${took()}\n${inWords(error)}`
    return undefined
  }
}

async function whileBusy(button, work) {
  button.disabled = true
  await work()
  button.disabled = false
}

/** On one line where that fits. A simulated picture is a data URL of a page's length. */
function readable(answer) {
  const shorten = (_key, value) =>
    typeof value === 'string' && value.length > 60 ? `${value.slice(0, 30)}…` : value
  const line = JSON.stringify(answer, shorten)
  return line.length > 100 ? JSON.stringify(answer, shorten, 2) : line
}

function inWords({ code, errMsg, hint, message }) {
  return code ? [code, errMsg, hint].filter(Boolean).join('\n') : message
}

function inMs(duration) {
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`
}
