from raadzaal.procedure import roles

KEEPERS = roles.secretariat | roles.secretary_general | roles.administrator | roles.house
