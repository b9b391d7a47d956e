"""What every version brought, told from one file that comes along."""
