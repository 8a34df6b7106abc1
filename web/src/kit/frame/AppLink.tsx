import { useRouter } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

interface AppLinkProps extends ComponentProps<'a'> {
  href: string
}

/** A link inside the app: an ordinary anchor that opens its address without loading the page anew. */
export function AppLink({ href, onClick, ...rest }: AppLinkProps) {
  const router = useRouter()
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
        if (event.defaultPrevented || !plain || rest.target === '_blank') return
        event.preventDefault()
        router.history.push(href)
      }}
    />
  )
}
