package dev.tidewater.examples.shop;

/** The record without a value that Debezium sends after a deletion, so that a compacted topic forgets the key. */
public record ProductTombstone(String productId) implements ShopEvent {}
