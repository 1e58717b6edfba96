package dev.inventory.app.violations.box.internal;

import jakarta.persistence.Entity;

/** Another module's internals; named for nothing. */
@Entity
public class BoxManager {}
