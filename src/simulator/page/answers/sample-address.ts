import type { SimulatorResult } from '../api-types.js'

/** The user's address, which the panel offers first. */
export const SAMPLE_ADDRESS: Required<SimulatorResult<'openAddress'>> = {
  userName: '张三',
  telNumber: '020-81167888',
  postalCode: '510000',
  provinceName: '广东省',
  cityName: '广州市',
  countryName: '海珠区',
  detailInfo: '新港中路397号',
  nationalCode: '440105',
}
