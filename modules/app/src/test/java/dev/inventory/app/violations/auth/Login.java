package dev.inventory.app.violations.auth;

import jakarta.persistence.Entity;

/** An entity at a module's edge. */
@Entity
public class Login {}
