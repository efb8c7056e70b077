/** The first release of the vendor's script that has an API; `none`: only the client has it. What is not in here came with 1.0.0. */
const FIRST_RELEASES: Readonly<Record<string, string>> = {
  startSearchBeacons: '1.1.0',
  stopSearchBeacons: '1.1.0',
  onSearchBeacons: '1.1.0',
  consumeAndShareCard: '1.1.0',
  getLocalImgData: '1.2.0',
  openAddress: '1.2.0',
  openEnterpriseRedPacket: '1.2.0',
  openEnterpriseChat: '1.2.0',
  launchMiniProgram: '1.3.2',
  updateAppMessageShareData: '1.4.0',
  updateTimelineShareData: '1.4.0',
  openBusinessView: '1.6.0',
  requestMerchantTransfer: 'none',
}

export function firstReleaseWith(api: string): string {
  return FIRST_RELEASES[api] ?? '1.0.0'
}
