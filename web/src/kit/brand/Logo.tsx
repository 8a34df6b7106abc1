/** The mark of «Парта»: the lid of a school desk as a speech bubble. Drawn for the board-green ground. */
export function Logo({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        fill="#fff"
        d="M6.5 2h11A4.5 4.5 0 0 1 22 6.5v8a4.5 4.5 0 0 1-4.5 4.5h-6.1l-4.2 3.2c-.5.4-1.2 0-1.2-.6V19A4.5 4.5 0 0 1 2 14.5v-8A4.5 4.5 0 0 1 6.5 2Z"
      />
      <path
        fill="#17503d"
        d="M5.9 8.2h12.2a1.15 1.15 0 0 1 0 2.3H17v4.6a1.15 1.15 0 0 1-2.3 0v-4.6H9.3v4.6a1.15 1.15 0 0 1-2.3 0v-4.6H5.9a1.15 1.15 0 0 1 0-2.3Z"
      />
      <rect fill="#f2b632" x="12.4" y="5.2" width="4.8" height="1.7" rx=".85" />
    </svg>
  )
}
