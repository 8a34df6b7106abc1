const WINDOWS = [782, 820, 968, 1006]

/** The school on the wall behind everything. */
export function Wall() {
  return (
    <svg className="es-wall" viewBox="0 0 1280 800" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M0 700q220-90 470-40t480-26 400 10" />
        <path d="M760 640v-150h300v150M840 490v-70h140v70M840 420l70-48 70 48M910 372v-56M910 318l44 14-44 14" />
        <path d="M888 640v-60q22-22 44 0v60M910 572v68" />
        {WINDOWS.map((x) => (
          <path key={x} d={`M${x} 516h24v34h-24zM${x} 574h24v34h-24zM${x + 12} 516v34M${x + 12} 574v34`} />
        ))}
        <circle cx="910" cy="455" r="17" />
        <path d="M910 446v9l7 5" />
        <path d="M1130 640v-52M1130 600c-40 0-46-52-18-62 4-34 46-34 48-4 28 10 20 66-30 66zM690 650v-40M690 620c-30 0-36-40-12-48 4-26 34-26 36-2 22 8 14 50-24 50z" />
      </g>
    </svg>
  )
}
