import { useMemo } from 'react'
import { encode } from 'uqr'

interface QrCodeProps {
  text: string
  size: number
  label: string
}

const QUIET = 2

/** A QR code, dark on white in both themes: cameras read nothing else surely. */
export function QrCode({ text, size, label }: QrCodeProps) {
  const { side, path } = useMemo(() => {
    const { data, size: modules } = encode(text, { border: QUIET })
    let drawn = ''
    for (const [y, row] of data.entries()) {
      for (const [x, dark] of row.entries()) {
        if (dark) drawn += `M${x} ${y}h1v1h-1z`
      }
    }
    return { side: modules, path: drawn }
  }, [text])
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#14251d" />
    </svg>
  )
}
