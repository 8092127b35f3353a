/** The example shop: a seeded stream of orders, product changes and payments, and the tables it must end in. */
@NullMarked
package dev.tidewater.examples.shop;

import org.jspecify.annotations.NullMarked;
