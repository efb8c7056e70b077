/** Code that must not compile: each directive expects an error on the next line. Nothing here runs. */
import {
  type BaseMenuItem,
  createWx,
  type HideableMenuItem,
  isWxError,
  type JsApi,
  type JWeixin,
  localImage,
  type MenuItem,
  type OpenTag,
  uploadImages,
  type Wx,
} from 'wx-ready'
import { expectType } from './expect-type.js'

declare const wx: JWeixin
declare const page: Wx
declare const text: string

// The helper itself rejects both directions.
// @ts-expect-error wider than expected
expectType<'a'>()(text)
// @ts-expect-error narrower than expected
expectType<string | undefined>()(text)

// Names
// @ts-expect-error unknown method
wx.chooseImages({})
// @ts-expect-error unknown method of mini programs
wx.miniProgram.navigate({ url: '' })
// @ts-expect-error the method is a method of its own object
wx.navigateTo({ url: '' })
// @ts-expect-error the methods cannot be replaced
wx.miniProgram = { ...wx.miniProgram }
// @ts-expect-error the client's name for getLocation
export const clientName: JsApi = 'geoLocation'
// @ts-expect-error not an open tag
export const tag: OpenTag = 'wx-open-launch-webapp'
// @ts-expect-error in no group of appendix 3
export const item: MenuItem = 'menuItem:share:wechat'
// @ts-expect-error a base item cannot be hidden
export const hideable: HideableMenuItem = 'menuItem:refresh'
// @ts-expect-error an item that can be hidden is not a base item
export const base: BaseMenuItem = 'menuItem:copyUrl'

// Config
const signature = { appId: '', timestamp: 1, nonceStr: '', signature: '' }
// @ts-expect-error without jsApiList
wx.config(signature)
// @ts-expect-error without options
wx.config()
// @ts-expect-error without a signature
wx.config({ appId: '', timestamp: 1, nonceStr: '', jsApiList: [] })
// @ts-expect-error nonceStr as it is spelled in the signed text
wx.config({ appId: '', timestamp: 1, noncestr: '', signature: '', jsApiList: [] })
// @ts-expect-error not a list
wx.config({ ...signature, jsApiList: 'chooseImage' })
// @ts-expect-error debug is not a number
wx.config({ ...signature, jsApiList: [], debug: 1 })
// @ts-expect-error misspelled option
wx.config({ ...signature, jsApiList: [], jsApilist: [] })
// @ts-expect-error ready takes a function
wx.ready()
// @ts-expect-error the callback of ready has no parameter
wx.ready((result: { errMsg: string }) => result.errMsg)
// @ts-expect-error the list is required
wx.checkJsApi({ success() {} })

// Callbacks
// @ts-expect-error misspelled callback
wx.chooseImage({ sucess() {} })
// @ts-expect-error a callback is a function
wx.chooseImage({ success: true })
// @ts-expect-error the field is called localIds
wx.chooseImage({ success: res => res.localId })
// @ts-expect-error a failure has no pictures
wx.chooseImage({ fail: res => res.localIds })
// @ts-expect-error a cancellation has no pictures
wx.chooseImage({ cancel: res => res.localIds })
// @ts-expect-error after a failure `complete` has no pictures either
wx.chooseImage({ complete: res => res.localIds.length })
// @ts-expect-error only the menu's buttons have a trigger
wx.chooseImage({ trigger() {} })
// @ts-expect-error only menu buttons have a trigger
wx.updateTimelineShareData({ title: '', link: '', imgUrl: '', trigger() {} })
// @ts-expect-error the event is read-only
wx.onMenuShareQQ({ trigger: event => (event.scene = 'favorite') })

// Sharing
// @ts-expect-error Moments show no description
wx.onMenuShareTimeline({ title: '', desc: '' })
// @ts-expect-error no such type
wx.onMenuShareAppMessage({ type: 'image' })
// @ts-expect-error only links go to QQ
wx.onMenuShareQQ({ type: 'music' })
// @ts-expect-error misspelled option
wx.onMenuShareWeibo({ imgURL: '' })
// @ts-expect-error without a link
wx.updateTimelineShareData({ title: '', imgUrl: '' })
// @ts-expect-error without a description
wx.updateAppMessageShareData({ title: '', link: '', imgUrl: '' })

// Pictures
// @ts-expect-error the scripts throw without options
wx.chooseImage()
// @ts-expect-error count as text
wx.chooseImage({ count: '9' })
// @ts-expect-error a single size must be in a list
wx.chooseImage({ sizeType: 'original' })
// @ts-expect-error no such size
wx.chooseImage({ sizeType: ['thumbnail'] })
// @ts-expect-error no such source
wx.chooseImage({ sourceType: ['file'] })
// @ts-expect-error without a list
wx.previewImage({ current: '' })
// @ts-expect-error a single picture must be in a list
wx.previewImage({ urls: '' })
// @ts-expect-error several pictures at once
wx.uploadImage({ localId: ['1', '2'] })
// @ts-expect-error without a picture
wx.uploadImage({ isShowProgressTips: 1 })
// @ts-expect-error neither 0 nor 1
wx.uploadImage({ localId: '', isShowProgressTips: 2 })
// @ts-expect-error the result has a serverId
wx.downloadImage({ localId: '' })
// @ts-expect-error without a picture
wx.getLocalImgData({})

// Audio
// @ts-expect-error the length of a recording cannot be set
wx.startRecord({ duration: 60 })
// @ts-expect-error an event without a listener
wx.onVoiceRecordEnd()
// @ts-expect-error an event is not cancelled
wx.onVoicePlayEnd({ cancel() {} })
// @ts-expect-error without a recording
wx.playVoice({})
// @ts-expect-error the field is called translateResult
wx.translateVoice({ localId: '', success: res => res.result })

// Device and location
// @ts-expect-error the scripts throw without options
wx.getNetworkType()
// @ts-expect-error degrees as text
wx.openLocation({ latitude: '23.1', longitude: 113.3 })
// @ts-expect-error without a longitude
wx.openLocation({ latitude: 23.1 })
// @ts-expect-error no such coordinates
wx.getLocation({ type: 'bd09' })

// Beacons
// @ts-expect-error the list is called beacons
wx.onSearchBeacons({ complete: res => res.devices })

// Menu
// @ts-expect-error a base item cannot be hidden
wx.hideMenuItems({ menuList: ['menuItem:refresh'] })
// @ts-expect-error every item is checked
wx.hideMenuItems({ menuList: ['menuItem:copyUrl', 'menuItem:profile'] })
// @ts-expect-error without its prefix
wx.showMenuItems({ menuList: ['copyUrl'] })
// @ts-expect-error without a list
wx.showMenuItems({})

// Scan
// @ts-expect-error needResult is not a boolean
wx.scanQRCode({ needResult: true })
// @ts-expect-error misspelled kind
wx.scanQRCode({ scanType: ['qrcode'] })
// @ts-expect-error without needResult the text may be missing
wx.scanQRCode({ success: res => res.resultStr.length })

// Shop, cards, payment
// @ts-expect-error no such view
wx.openProductSpecificView({ productId: '', viewType: 3 })
// @ts-expect-error without a product
wx.openProductSpecificView({ viewType: 0 })
// @ts-expect-error without a signature
wx.chooseCard({ timestamp: 1, nonceStr: '' })
// @ts-expect-error SHA1 only
wx.chooseCard({ timestamp: 1, nonceStr: '', cardSign: '', signType: 'MD5' })
// @ts-expect-error cardExt is text
wx.addCard({ cardList: [{ cardId: '', cardExt: { timestamp: '1' } }] })
// @ts-expect-error a single card must be in a list
wx.addCard({ cardList: { cardId: '', cardExt: '' } })
// @ts-expect-error without a code
wx.openCard({ cardList: [{ cardId: '' }] })
// @ts-expect-error without a code
wx.consumeAndShareCard({ cardId: '' })
const payment = { nonceStr: '', package: '', paySign: '' }
// @ts-expect-error timeStamp is the spelling of the signed text
wx.chooseWXPay({ ...payment, timeStamp: 1, signType: 'MD5' })
// @ts-expect-error signType is required
wx.chooseWXPay({ ...payment, timestamp: 1 })
// @ts-expect-error no such signType
wx.chooseWXPay({ ...payment, timestamp: 1, signType: 'md5' })

// APIs that came after the guide
// @ts-expect-error the scripts throw without options
wx.openAddress()
// @ts-expect-error the district is called countryName
wx.openAddress({ success: res => res.countyName })
// @ts-expect-error the ids are one string
wx.openEnterpriseChat({ userIds: ['zhangsan'], groupName: '' })
// @ts-expect-error no such version
wx.launchMiniProgram({ targetAppId: '', envVersion: 'beta' })
// @ts-expect-error without a business
wx.openBusinessView({ queryString: '' })
// @ts-expect-error without a page
wx.miniProgram.navigateTo({})
// @ts-expect-error delta is a number
wx.miniProgram.navigateBack({ delta: '1' })
// @ts-expect-error without a callback
wx.miniProgram.getEnv()
// @ts-expect-error the spelling of mini programs
wx.miniProgram.getEnv(env => env.miniProgram)
// @ts-expect-error without parameters
wx.invoke('openAnything')

// The same with promises
// @ts-expect-error unknown command
page.chooseImages()
// @ts-expect-error no callbacks
page.chooseImage({ success() {} })
// @ts-expect-error misspelled parameter
page.chooseImage({ counts: 1 })
// @ts-expect-error count as text
page.chooseImage({ count: '1' })
// @ts-expect-error without a picture
page.uploadImage()
// @ts-expect-error without a list
page.hideMenuItems({})
// @ts-expect-error a base item cannot be hidden
page.hideMenuItems({ menuList: ['menuItem:setFont'] })
// @ts-expect-error no such coordinates
page.getLocation({ type: 'GCJ02' })
// @ts-expect-error may be missing
page.scanQRCode().then(res => res.resultStr.length)
// @ts-expect-error no such field
page.getNetworkType().then(res => res.type)
// @ts-expect-error an event has no callbacks
page.onVoicePlayEnd({ success() {} })
// @ts-expect-error no such field
page.onVoiceRecordEnd(event => event.serverId)
// @ts-expect-error Moments show no description
page.onMenuShareTimeline({ desc: '' })
// @ts-expect-error handlers are the second argument
page.onMenuShareQQ({ success() {} })
// @ts-expect-error misspelled handler
page.onMenuShareQQ({}, { sucess() {} })
// @ts-expect-error without a payment
page.chooseWXPay()
// @ts-expect-error without a time
page.chooseWXPay({ nonceStr: '', package: '', paySign: '', signType: 'MD5' })
// @ts-expect-error signType is required
page.chooseWXPay({ nonceStr: '', package: '', paySign: '', timestamp: 1 })
// @ts-expect-error without the account
page.pay({ timeStamp: 1, nonceStr: '', package: '', signType: 'RSA', paySign: '' })
// @ts-expect-error without a time
page.pay({ appId: '', nonceStr: '', package: '', signType: 'RSA', paySign: '' })
// @ts-expect-error cardExt is not a number
page.addCard({ cardList: [{ cardId: '', cardExt: 1 }] })
// @ts-expect-error cardList is a list
page.chooseCard({ timestamp: 1, nonceStr: '', cardSign: '' }).then(res => res.cardList.trim())
// @ts-expect-error degrees as text
page.openLocation({ latitude: '23.1', longitude: 113.3 })
// @ts-expect-error without a page
page.miniProgram.navigateTo()
// @ts-expect-error promises take no callback
page.miniProgram.getEnv(() => {})
// @ts-expect-error an object, not a list of arguments
page.miniProgram.postMessage('text')
// @ts-expect-error ids in a list
uploadImages(page, '1')
// @ts-expect-error no such field
localImage(page, '1').then(image => image.url)
// @ts-expect-error timeout is a number of milliseconds
page.chooseImage({}, { timeout: '1s' })
// @ts-expect-error no such timeout
createWx({ timeouts: { upload: 1 } })
// @ts-expect-error no such strategy
createWx({ signUrl: 'first' })
// @ts-expect-error misspelled option
createWx({ jsapiList: [] })
// @ts-expect-error without a picture
page.share({ title: '' })
// @ts-expect-error no such code
isWxError(undefined, 'CANCELED')
