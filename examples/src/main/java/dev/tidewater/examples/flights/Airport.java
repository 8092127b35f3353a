package dev.tidewater.examples.flights;

record Airport(String iata, String name, String city, String state, double latitude, double longitude) {}
