import { QueryClientProvider } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { queryClient } from '#web/kit/query/query-client.ts'
import { ToastLine } from '#web/kit/ui/ToastLine.tsx'
import { VkuiRoot } from '#web/kit/ui/VkuiRoot.tsx'

/** What every page of the app stands in. */
export function Root() {
  return (
    <QueryClientProvider client={queryClient}>
      <VkuiRoot>
        <Outlet />
        <ToastLine />
      </VkuiRoot>
    </QueryClientProvider>
  )
}
