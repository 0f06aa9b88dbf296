from raadzaal.conf.cli import main

main()
