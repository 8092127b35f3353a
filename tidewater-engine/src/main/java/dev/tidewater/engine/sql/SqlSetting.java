package dev.tidewater.engine.sql;

/**
 * What a {@code SET 'key' = 'value'} or {@code RESET 'key'} says.
 *
 * @param value empty for RESET
 */
public record SqlSetting(String key, String value) {}
