/** A point on the earth, in degrees. */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

const SEMI_MAJOR_AXIS = 6378245
const ECCENTRICITY = 0.006693421622965943

/** Converts GPS coordinates to those of Chinese maps (gcj02, 火星坐标), which differ by up to 700 m inside China. */
export function toGcj02({ latitude, longitude }: Point): Point {
  if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271)
    return { latitude, longitude }
  const [x, y] = [longitude - 105, latitude - 35]
  const { PI, sin, cos, sqrt, abs } = Math
  const waves = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * sqrt(abs(x)) +
    waves +
    ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
    ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * sqrt(abs(x)) +
    waves +
    ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
    ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3
  const radians = (latitude / 180) * PI
  const flattening = 1 - ECCENTRICITY * sin(radians) ** 2
  const meridian = (SEMI_MAJOR_AXIS * (1 - ECCENTRICITY)) / (flattening * sqrt(flattening))
  const parallel = (SEMI_MAJOR_AXIS / sqrt(flattening)) * cos(radians)
  return {
    latitude: latitude + (north * 180) / (meridian * PI),
    longitude: longitude + (east * 180) / (parallel * PI),
  }
}
