package dev.inventory.headlessops;

import dev.inventory.device.FoundAgent;

/** Something that answered at an address which is no device yet. */
public record Finding(String address, FoundAgent agent) {}
