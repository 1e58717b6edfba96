package dev.inventory.device.internal.life;

/** What a status helper came to, with a few words about it. */
public sealed interface LifeSign {

    String words();

    /** The device is there. */
    record Alive(String words) implements LifeSign {}

    /** It gave no sign. */
    record Silent(String words) implements LifeSign {}

    /** This server cannot ask in this way, which says nothing about the device. */
    record NotTried(String words) implements LifeSign {}
}
