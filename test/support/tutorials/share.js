/** A single-page app that sets what each route shares, as tutorials for Vue teach it. */

import { createApp } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'
import wx from 'weixin-js-sdk'

const page = title => ({ template: undefined, render: () => title })
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/landing', component: page('home'), meta: { title: 'Home' } },
    { path: '/detail/:id', component: page('detail'), meta: { title: 'Detail' } },
  ],
})

// iOS checks the URL that the app was opened with, Android the current one.
const entryUrl = location.href.split('#')[0]
const isIOS = () => /iphone/i.test(navigator.userAgent)

function share({ title, desc, link, imgUrl }) {
  wx.updateAppMessageShareData({
    title,
    desc,
    link,
    imgUrl,
    success: () => window.seen.push(`set ${title}`),
    fail: ({ errMsg }) => window.seen.push(errMsg),
  })
  wx.updateTimelineShareData({ title, link, imgUrl })
}

router.afterEach(async to => {
  const url = isIOS() ? entryUrl : location.href.split('#')[0]
  const response = await fetch(`/wx/signature?url=${encodeURIComponent(url)}`)
  const { appId, timestamp, nonceStr, signature } = await response.json()
  wx.config({
    debug: false,
    appId,
    timestamp,
    nonceStr,
    signature,
    jsApiList: ['updateAppMessageShareData', 'updateTimelineShareData'],
  })
  wx.ready(() => {
    share({
      title: to.meta.title,
      desc: 'A walk along the river',
      link: location.href,
      imgUrl: `${location.origin}/cover.png`,
    })
  })
  wx.error(({ errMsg }) => window.seen.push(errMsg))
})

window.seen = []
window.go = path => router.push(path)
createApp({ render: () => RouterView && null })
  .use(router)
  .mount(document.body.appendChild(document.createElement('div')))
