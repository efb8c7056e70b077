/**
 * The methods of the default export by their names, for `import * as wx` and `require()`. Functions rather than properties, so
 * that a bundler drops them from a page that imports the default.
 */
import type { ScanQRCodeOptions } from '../../types/scan.js'
import type { JWeixin } from '../../types/wx.js'
import { wx } from './instance.js'

export const config: JWeixin['config'] = given => wx.config(given)
export const ready: JWeixin['ready'] = given => wx.ready(given)
export const error: JWeixin['error'] = given => wx.error(given)
export const checkJsApi: JWeixin['checkJsApi'] = given => wx.checkJsApi(given)
export const onMenuShareTimeline: JWeixin['onMenuShareTimeline'] = given => wx.onMenuShareTimeline(given)
export const onMenuShareAppMessage: JWeixin['onMenuShareAppMessage'] = given =>
  wx.onMenuShareAppMessage(given)
export const onMenuShareQQ: JWeixin['onMenuShareQQ'] = given => wx.onMenuShareQQ(given)
export const onMenuShareWeibo: JWeixin['onMenuShareWeibo'] = given => wx.onMenuShareWeibo(given)
export const onMenuShareQZone: JWeixin['onMenuShareQZone'] = given => wx.onMenuShareQZone(given)
export const updateTimelineShareData: JWeixin['updateTimelineShareData'] = given =>
  wx.updateTimelineShareData(given)
export const updateAppMessageShareData: JWeixin['updateAppMessageShareData'] = given =>
  wx.updateAppMessageShareData(given)
export const chooseImage: JWeixin['chooseImage'] = given => wx.chooseImage(given)
export const previewImage: JWeixin['previewImage'] = given => wx.previewImage(given)
export const uploadImage: JWeixin['uploadImage'] = given => wx.uploadImage(given)
export const downloadImage: JWeixin['downloadImage'] = given => wx.downloadImage(given)
export const getLocalImgData: JWeixin['getLocalImgData'] = given => wx.getLocalImgData(given)
export const startRecord: JWeixin['startRecord'] = given => wx.startRecord(given)
export const stopRecord: JWeixin['stopRecord'] = given => wx.stopRecord(given)
export const onVoiceRecordEnd: JWeixin['onVoiceRecordEnd'] = given => wx.onVoiceRecordEnd(given)
export const playVoice: JWeixin['playVoice'] = given => wx.playVoice(given)
export const pauseVoice: JWeixin['pauseVoice'] = given => wx.pauseVoice(given)
export const stopVoice: JWeixin['stopVoice'] = given => wx.stopVoice(given)
export const onVoicePlayEnd: JWeixin['onVoicePlayEnd'] = given => wx.onVoicePlayEnd(given)
export const uploadVoice: JWeixin['uploadVoice'] = given => wx.uploadVoice(given)
export const downloadVoice: JWeixin['downloadVoice'] = given => wx.downloadVoice(given)
export const translateVoice: JWeixin['translateVoice'] = given => wx.translateVoice(given)
export const getNetworkType: JWeixin['getNetworkType'] = given => wx.getNetworkType(given)
export const openLocation: JWeixin['openLocation'] = given => wx.openLocation(given)
export const getLocation: JWeixin['getLocation'] = given => wx.getLocation(given)
export const startSearchBeacons: JWeixin['startSearchBeacons'] = given => wx.startSearchBeacons(given)
export const stopSearchBeacons: JWeixin['stopSearchBeacons'] = given => wx.stopSearchBeacons(given)
export const onSearchBeacons: JWeixin['onSearchBeacons'] = given => wx.onSearchBeacons(given)
export const hideOptionMenu: JWeixin['hideOptionMenu'] = given => wx.hideOptionMenu(given)
export const showOptionMenu: JWeixin['showOptionMenu'] = given => wx.showOptionMenu(given)
export const closeWindow: JWeixin['closeWindow'] = given => wx.closeWindow(given)
export const hideMenuItems: JWeixin['hideMenuItems'] = given => wx.hideMenuItems(given)
export const showMenuItems: JWeixin['showMenuItems'] = given => wx.showMenuItems(given)
export const hideAllNonBaseMenuItem: JWeixin['hideAllNonBaseMenuItem'] = given =>
  wx.hideAllNonBaseMenuItem(given)
export const showAllNonBaseMenuItem: JWeixin['showAllNonBaseMenuItem'] = given =>
  wx.showAllNonBaseMenuItem(given)
export const scanQRCode: JWeixin['scanQRCode'] = given => wx.scanQRCode(given as ScanQRCodeOptions)
export const openProductSpecificView: JWeixin['openProductSpecificView'] = given =>
  wx.openProductSpecificView(given)
export const chooseCard: JWeixin['chooseCard'] = given => wx.chooseCard(given)
export const addCard: JWeixin['addCard'] = given => wx.addCard(given)
export const openCard: JWeixin['openCard'] = given => wx.openCard(given)
export const consumeAndShareCard: JWeixin['consumeAndShareCard'] = given => wx.consumeAndShareCard(given)
export const chooseWXPay: JWeixin['chooseWXPay'] = given => wx.chooseWXPay(given)
export const openAddress: JWeixin['openAddress'] = given => wx.openAddress(given)
export const openEnterpriseRedPacket: JWeixin['openEnterpriseRedPacket'] = given =>
  wx.openEnterpriseRedPacket(given)
export const openEnterpriseChat: JWeixin['openEnterpriseChat'] = given => wx.openEnterpriseChat(given)
export const launchMiniProgram: JWeixin['launchMiniProgram'] = given => wx.launchMiniProgram(given)
export const openBusinessView: JWeixin['openBusinessView'] = given => wx.openBusinessView(given)
export const invoke: JWeixin['invoke'] = (...given) => wx.invoke(...given)
export const on: JWeixin['on'] = (...given) => wx.on(...given)
export const miniProgram: JWeixin['miniProgram'] = wx.miniProgram
