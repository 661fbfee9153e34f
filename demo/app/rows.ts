export type Tier = 'basic' | 'silver' | 'gold'

export type OrderStatus = 'open' | 'paid' | 'shipped' | 'cancelled'

export type PaymentMethod = 'card' | 'invoice' | 'voucher'

export interface NewCustomer {
  name: string
  email: string
  city: string
  tier: Tier
  phone: string | null
  created_at: string
}

export interface NewProduct {
  sku: string
  name: string
  category: string
  price_cents: number
  stock: number
}

export interface NewOrder {
  customer_id: number
  status: OrderStatus
  total_cents: number
  placed_at: string
  note: string | null
}

export interface NewOrderLine {
  order_id: number
  product_id: number
  quantity: number
  unit_cents: number
}

export interface NewPayment {
  order_id: number
  method: PaymentMethod
  amount_cents: number
  paid_at: string
}

export interface DailySale {
  day: string
  product_id: number
  units: number
}

export interface AuditEntry {
  subject: string
  action: string
  at: string
}
