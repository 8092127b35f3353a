package dev.tidewater.flink.formats.sql;

/**
 * Of a format whose rows may have room for fields that somebody else sets, so that nobody copies a row to add one: a path of its
 * projection that is empty stands for a field that is left null.
 */
public interface LeavesRoom {}
