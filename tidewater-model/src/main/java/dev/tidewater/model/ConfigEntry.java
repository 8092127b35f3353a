package dev.tidewater.model;

/**
 * One value as a file states it, not yet read.
 *
 * @param own the user's own key in a table, or empty
 */
record ConfigEntry(ConfigKey key, String own, String text, Place keyPlace, Place place) {
    String name() {
        return own.isEmpty() ? key.name() : key.name() + "." + own;
    }

    ConfigEntry withText(String text) {
        return new ConfigEntry(key, own, text, keyPlace, place);
    }
}
