/** What a file is by its first bytes, whatever it is called. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'heic' | 'gif' | 'svg' | 'other'

/** Brands of the container that phones of Apple write, and of its relatives. */
const HEIF_BRAND = /^(hei[cmsx]|hev[cmsx]|mif[12]|msf1|avi[fs])/

export function sniffPicture(bytes: Buffer): PictureFormat {
  const text = (start: number, end: number) => bytes.toString('latin1', start, end)
  if (bytes.length < 16) return 'other'
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) === 'ftyp' && HEIF_BRAND.test(text(8, 12))) return 'heic'
  if (text(0, 4) === 'GIF8') return 'gif'
  return /^\s*(\uFEFF|\xef\xbb\xbf)?\s*<(\?xml|!doctype\s+svg|!--|svg)/i.test(text(0, 256)) ? 'svg' : 'other'
}
