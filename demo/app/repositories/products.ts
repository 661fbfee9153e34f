import type { Knex } from 'knexodus'
import type { DailySale, NewProduct } from '../rows.js'

/** The products, what customers wish for, and what is sold by the day. */
export class ProductRepository {
  constructor(private readonly db: Knex) {}

  page(category: string, page: number) {
    return this.db('products')
      .select('id', 'sku', 'name', 'price_cents as price')
      .where({ category })
      .whereNull('discontinued_at')
      .orderBy('name')
      .orderBy('id')
      .limit(12)
      .offset(page * 12)
  }

  findMany(ids: number[]) {
    return this.db('products').whereIn('id', ids).orderBy('id')
  }

  priceBetween(low: number, high: number) {
    return this.db('products')
      .whereBetween('price_cents', [low, high])
      .orderBy([{ column: 'price_cents' }, { column: 'id', order: 'desc' }])
      .select('sku', 'price_cents')
  }

  categories() {
    return this.db('products').distinct('category').orderBy('category')
  }

  priceRange(category: string) {
    return this.db('products')
      .where({ category })
      .min('price_cents as lowest')
      .max('price_cents as highest')
      .avg('price_cents as average')
      .first()
  }

  bestSellers(minimum: number, limit: number) {
    return this.db('order_lines as l')
      .innerJoin('products as p', 'p.id', 'l.product_id')
      .select('p.id', 'p.name')
      .sum('l.quantity as sold')
      .groupBy('p.id', 'p.name')
      .havingRaw('sum(l.quantity) >= ?', [minimum])
      .orderByRaw('sum(l.quantity) desc, p.id')
      .limit(limit)
  }

  neverOrdered() {
    return this.db('products')
      .whereNotIn('id', this.db('order_lines').distinct('product_id'))
      .orderBy('id')
      .pluck('sku')
  }

  scarceOrOld(stock: number, before: string) {
    return this.db('products')
      .where((scarce) => {
        scarce.where('stock', '<', stock).whereNull('discontinued_at')
      })
      .orWhere((old) => {
        old.whereNotNull('discontinued_at').where('discontinued_at', '<', before)
      })
      .orderBy('id')
      .select('id', 'sku', 'stock')
  }

  /** Categories whose dear products could be shown side by side. */
  neighbours(dearerThan: number) {
    return (
      this.db('products as a')
        // Knex's types know no cross join without a condition.
        .crossJoin('products as b' as unknown as Knex.Raw)
        .whereRaw('a.category < b.category')
        .where('a.price_cents', '>', dearerThan)
        .andWhere('b.price_cents', '>', dearerThan)
        .distinct('a.category as left', 'b.category as right')
        .orderBy('a.category')
        .orderBy('b.category')
    )
  }

  createMany(products: NewProduct[]) {
    return this.db('products').insert(products).returning(['id', 'sku'])
  }

  takeStock(id: number, quantity: number) {
    return this.db('products')
      .where({ id })
      .andWhere('stock', '>=', quantity)
      .update({ stock: this.db.raw('?? - ?', ['stock', quantity]) })
  }

  restock(ids: number[], quantity: number) {
    return this.db('products').whereIn('id', ids).increment('stock', quantity)
  }

  discontinue(id: number, at: string) {
    return this.db('products').where({ id }).whereNull('discontinued_at').update({ discontinued_at: at })
  }

  wish(customerId: number, productId: number, at: string) {
    return this.db('wishes')
      .insert({ customer_id: customerId, product_id: productId, added_at: at })
      .onConflict(['customer_id', 'product_id'])
      .ignore()
  }

  wishesOf(customerId: number) {
    return this.db('wishes')
      .rightJoin('products', 'products.id', 'wishes.product_id')
      .where('wishes.customer_id', customerId)
      .orderBy('products.id')
      .select('products.sku', 'products.name as title', 'wishes.added_at')
  }

  forgetWishes(customerId: number, before: string) {
    return this.db('wishes').where('customer_id', customerId).andWhere('added_at', '<', before).delete()
  }

  recordSale(sale: DailySale) {
    return this.db('daily_sales').insert(sale).onConflict(['day', 'product_id']).merge()
  }

  salesOfDay(day: string) {
    return this.db('daily_sales').where({ day }).orderBy('units', 'desc').orderBy('product_id').limit(5)
  }
}
