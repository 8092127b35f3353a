package dev.tidewater.examples.shop;

/** What a record of the shop carries. */
public sealed interface ShopEvent permits Order, ProductChange, ProductTombstone, Payment {}
