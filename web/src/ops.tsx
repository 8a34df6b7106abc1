import '#web/kit/theme/theme.ts'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { operatorRouter } from './ops-routes.tsx'

createRoot(document.getElementById('root')!).render(<RouterProvider router={operatorRouter as never} />)
